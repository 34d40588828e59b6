import { useOrganizationFindingsQuery, useOrganizationSettingsQuery } from '../gql/hooks.ts';
import { useViewer } from '../people/viewer.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { useAdminLocale } from '../words/admin.tsx';
import { AdvancedSettings } from './AdvancedSettings.tsx';
import { SettingGroup } from './SettingGroup.tsx';
import { SettingsCheck } from './SettingsCheck.tsx';
import './settings.css';

/** What a clinic sets, in this order. The settings of no group are about the meeting. */
const GROUPS = {
  server: ['jitsi.enabled', 'jitsi.server_url', 'jitsi.app_secret'],
  clinic: ['clinic.time_zone', 'clinic.phone', 'clinic.language'],
  visits: ['visit.telehealth_types', 'visit.auto_end_hours'],
  token: [
    'jitsi.app_id',
    'jitsi.default_ttl',
    'jitsi.issuer',
    'jitsi.subject',
    'jitsi.share_email',
    'jitsi.token_in_fragment',
  ],
};

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

  const all = data?.organizationSettings ?? [];
  const settingsOf = (group: keyof typeof GROUPS) =>
    GROUPS[group].flatMap((key) => all.filter((setting) => setting.key === key));
  const meeting = all.filter(({ key }) => !Object.values(GROUPS).flat().includes(key));

  return (
    <Page title={words.title}>
      <p className="soft">{words.lead(organization.name)}</p>
      {error && !data && <ErrorNotice error={error} refetch={reload} />}
      {!data && !error && <Loading />}
      {data && (
        <div className="settings">
          <SettingGroup name="server" settings={settingsOf('server')} onChange={onChange} />
          <SettingsCheck state={checked} onCheck={checkNow} />
          <div className="stack others">
            <SettingGroup name="clinic" settings={settingsOf('clinic')} onChange={onChange} />
            <SettingGroup name="visits" settings={settingsOf('visits')} onChange={onChange} />
            <AdvancedSettings token={settingsOf('token')} meeting={meeting} onChange={onChange} />
          </div>
        </div>
      )}
    </Page>
  );
}
