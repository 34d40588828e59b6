import type { AuditLogQuery } from '../gql/hooks.ts';
import { useAdminLocale } from '../words/admin.ts';
import { dateTimeOf } from '../words/dates.ts';

export type Entry = AuditLogQuery['auditLog']['nodes'][number];

export const COLUMN_COUNT = 8;

const takeFocus = (row: HTMLElement | null) => row?.focus();

/** One entry of the log. The first one of a further page takes the focus, so that people read on there. */
export function AuditRow({ entry, takesFocus }: { entry: Entry; takesFocus: boolean }) {
  const {
    language,
    words: { audit: words },
  } = useAdminLocale();
  return (
    <tr {...(takesFocus && { tabIndex: -1, ref: takeFocus })}>
      <td>
        <time dateTime={entry.at}>{dateTimeOf(entry.at, language)}</time>
        {!entry.isLinked && <span className="code small soft">{words.notLinked}</span>}
      </td>
      <td>{entry.actor}</td>
      <td className="action">{named(words.actions, entry.action)}</td>
      <td>{entry.appointmentId}</td>
      <td>
        {entry.allowed ? (
          <span className="badge good">✓ {words.outcomes.allowed}</span>
        ) : (
          <>
            <span className="badge bad">✕ {words.outcomes.refused}</span>
            {entry.code && (
              <span className="code small">
                {named(words.codes, entry.code)} (<code>{entry.code}</code>)
              </span>
            )}
          </>
        )}
      </td>
      <td className="detail">{entry.detail}</td>
      <td>{named(words.doors, entry.door)}</td>
      <td className="small soft">{entry.requestId}</td>
    </tr>
  );
}

/** In the page's language, or as the server writes it if the server is newer than this page. */
const named = (names: Record<string, string>, text: string) => names[text] ?? <span lang="en">{text}</span>;
