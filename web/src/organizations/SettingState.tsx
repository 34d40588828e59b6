import type { JitsiSettingStateFragment } from '../gql/hooks.ts';
import { useAdminSpeech } from '../words/admin.ts';

/** How it stands with a setting: changed here, the organization's own, or none of its own. Of a secret nothing else is ever known. */
export function SettingState({
  setting: { kind, isSet, isReadable },
  isChanged,
}: {
  setting: JitsiSettingStateFragment;
  isChanged: boolean;
}) {
  const {
    words: { settings: words },
  } = useAdminSpeech();
  if (isChanged) return <span className="badge warn">{words.unsaved}</span>;
  if (!isReadable) return <span className="badge bad">✕ {words.secretUnreadable}</span>;
  if (kind === 'SECRET') return <span className="badge">{isSet ? words.secretSet : words.secretNotSet}</span>;
  return isSet && <span className="badge">{words.own}</span>;
}
