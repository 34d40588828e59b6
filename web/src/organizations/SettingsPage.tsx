import {
  type OrganizationSettingStateFragment,
  useOrganizationFindingsQuery,
  useOrganizationSettingsQuery,
} from '../gql/hooks.ts';
import { useViewer } from '../people/viewer.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { useAdminLocale } from '../words/admin.ts';
import { SettingForm } from './SettingForm.tsx';
import { SettingsCheck } from './SettingsCheck.tsx';
import './settings.css';

const GROUPS = {
  clinic: ['clinic.time_zone', 'clinic.phone', 'clinic.language'],
  visits: ['visit.telehealth_types', 'visit.auto_end_hours'],
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

const GROUP_NAMES = ['clinic', 'visits', 'server', 'token'] as const;

/** The organization's settings, their defaults, and a check of whether video visits work with them. */
export default function SettingsPage() {
  const {
    words: { settings: words },
  } = useAdminLocale();
  const { organization } = useViewer();
  const [{ data, error }, refetch] = useOrganizationSettingsQuery();
  const [checked, check] = useOrganizationFindingsQuery({ pause: true });
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
      {error && !data && <ErrorNotice error={error} refetch={reload} />}
      {!data && !error && <Loading />}
      {data && (
        <div className="settings">
          <div className="stack">
            {([...GROUP_NAMES, 'meeting'] as const).map((group) => (
              <section key={group} className="card">
                <h2>{words.groups[group]}</h2>
                {data.organizationSettings.filter(isIn(group)).map((setting) => (
                  <SettingForm key={setting.key} setting={setting} onChange={onChange} />
                ))}
              </section>
            ))}
          </div>
          <SettingsCheck state={checked} onCheck={checkNow} />
        </div>
      )}
    </Page>
  );
}

/** Settings that are in none of the other groups are about the meeting. */
const isIn =
  (group: keyof typeof GROUPS | 'meeting') =>
  ({ key }: OrganizationSettingStateFragment) =>
    group === 'meeting' ? !Object.values(GROUPS).flat().includes(key) : GROUPS[group].includes(key);
