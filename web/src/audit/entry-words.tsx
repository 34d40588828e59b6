import type { AdminWords } from '../words/admin/en.ts';
import type { Entry } from './entry.ts';

/** In the page's language, or as the server writes it if the server is newer than this page. */
export const wordsFor = (names: Record<string, string>, text: string) =>
  names[text] ?? <span lang="en">{text}</span>;

/** Who acted: by name if there is a record, else by what they are. */
export function actorWords({ actor, actorName }: Pick<Entry, 'actor' | 'actorName'>, words: AdminWords) {
  if (actor.startsWith('admin-sub-')) return words.audit.actors['admin-sub'];
  return actorName ?? personWords(actor, words) ?? wordsFor(words.audit.actors, actor);
}

/** What it was about: an appointment, a setting or a person. Others are shown as the server writes them. */
export function aboutWords(
  { appointmentId, subject }: Pick<Entry, 'appointmentId' | 'subject'>,
  words: AdminWords,
) {
  if (appointmentId) return words.audit.appointmentOf(appointmentId);
  if (!subject) return null;
  const settings: Record<string, { name: string } | undefined> = words.settings.names;
  return settings[subject]?.name ?? personWords(subject, words) ?? wordsFor({}, subject);
}

function personWords(identity: string, { audit }: AdminWords) {
  const [, role, id] = /^(provider|patient|admin)-(\d+)$/.exec(identity) ?? [];
  const names: Record<string, (id: string) => string> = audit.people;
  return role && id ? names[role]?.(id) : undefined;
}
