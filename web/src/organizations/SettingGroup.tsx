import type { OrganizationSettingStateFragment } from '../gql/hooks.ts';
import type { AdminWords } from '../words/admin/en.ts';
import { useAdminLocale } from '../words/admin.tsx';
import { SettingForm } from './SettingForm.tsx';

interface Props {
  name: keyof AdminWords['settings']['groups'];
  settings: OrganizationSettingStateFragment[];
  onChange: () => void;
}

/** Settings that belong together, with their name. */
export function SettingGroup({ name, settings, onChange }: Props) {
  const { groups } = useAdminLocale().words.settings;
  return (
    <section className={`card settings-${name}`}>
      <h2>{groups[name]}</h2>
      {settings.map((setting) => (
        <SettingForm key={setting.key} setting={setting} onChange={onChange} />
      ))}
    </section>
  );
}
