import {
  type JitsiSettingStateFragment,
  useJitsiFindingsQuery,
  useJitsiSettingsQuery,
} from '../gql/hooks.ts';
import { useViewer } from '../people/viewer.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { useAdminLocale } from '../words/admin.ts';
import { JitsiCheck } from './JitsiCheck.tsx';
import { SettingForm } from './SettingForm.tsx';
import './settings.css';

const GROUPS = {
  server: ['jitsi.enabled', 'jitsi.server_url'],
  token: [
    'jitsi.app_id',
    'jitsi.app_secret',
    'jitsi.default_ttl',
    'jitsi.issuer',
    'jitsi.subject',
    'jitsi.share_email',
    'jitsi.token_in_fragment',
  ],
};

/** The organization's settings for video visits, their defaults, and a check of whether they work. */
export default function JitsiSettingsPage() {
  const {
    words: { settings: words },
  } = useAdminLocale();
  const { organization } = useViewer();
  const [{ data, error }, refetch] = useJitsiSettingsQuery();
  const [checked, check] = useJitsiFindingsQuery({ pause: true });
  const checkNow = () => check({ requestPolicy: 'network-only' });
  const reload = () => refetch({ requestPolicy: 'network-only' });
  const onChange = () => {
    // A setting can be the default of another one.
    reload();
    checkNow();
  };

  return (
    <Page title={words.title}>
      <p className="soft">{words.lead(organization.name)}</p>
      {error && !data && <ErrorNotice error={error} retry={reload} />}
      {!data && !error && <Loading />}
      {data && (
        <div className="settings">
          <div className="stack">
            {(['server', 'token', 'meeting'] as const).map((group) => (
              <section key={group} className="card">
                <h2>{words.groups[group]}</h2>
                {data.jitsiSettings.filter(isIn(group)).map((setting) => (
                  <SettingForm key={setting.key} setting={setting} onChange={onChange} />
                ))}
              </section>
            ))}
          </div>
          <JitsiCheck state={checked} onCheck={checkNow} />
        </div>
      )}
    </Page>
  );
}

/** Settings that are in neither of the two other groups are about the meeting. */
const isIn =
  (group: 'server' | 'token' | 'meeting') =>
  ({ key }: JitsiSettingStateFragment) =>
    group === 'meeting' ? !Object.values(GROUPS).flat().includes(key) : GROUPS[group].includes(key);
