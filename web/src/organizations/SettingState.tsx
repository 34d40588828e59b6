import type { OrganizationSettingStateFragment } from '../gql/hooks.ts';
import { useAdminLocale } from '../words/admin.tsx';

/** Whether a setting is unsaved, the organization's own, or unset. The API tells no more about secrets. */
export function SettingState({
  setting: { kind, isSet, isReadable },
  isChanged,
}: {
  setting: OrganizationSettingStateFragment;
  isChanged: boolean;
}) {
  const {
    words: { settings: words },
  } = useAdminLocale();
  if (isChanged) return <span className="badge warn">{words.unsaved}</span>;
  if (!isReadable) return <span className="badge bad">✕ {words.secretUnreadable}</span>;
  if (kind === 'SECRET') return <span className="badge">{isSet ? words.secretSet : words.secretNotSet}</span>;
  return isSet && <span className="badge">{words.own}</span>;
}
