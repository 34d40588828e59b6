import { useState } from 'react';
import type { OrganizationSettingStateFragment } from '../gql/hooks.ts';
import { useAdminLocale } from '../words/admin.tsx';
import { SettingGroup } from './SettingGroup.tsx';

interface Props {
  token: OrganizationSettingStateFragment[];
  meeting: OrganizationSettingStateFragment[];
  onChange: () => void;
}

/** The settings that most clinics never touch. They are open if this one has touched some. */
export function AdvancedSettings({ token, meeting, onChange }: Props) {
  const { settings: words } = useAdminLocale().words;
  const [isOpen] = useState([...token, ...meeting].some(({ isSet }) => isSet));
  return (
    <details className="advanced" open={isOpen}>
      <summary>{words.advanced}</summary>
      <div className="stack">
        <p className="soft small">{words.advancedLead}</p>
        <SettingGroup name="token" settings={token} onChange={onChange} />
        <SettingGroup name="meeting" settings={meeting} onChange={onChange} />
      </div>
    </details>
  );
}
