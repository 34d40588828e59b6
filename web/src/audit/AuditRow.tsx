import { Link } from 'wouter';
import { paths } from '../paths.ts';
import { useAdminLocale } from '../words/admin.tsx';
import { dateTimeOf } from '../words/dates.ts';
import { AuditDetails } from './AuditDetails.tsx';
import type { Entry } from './entry.ts';
import { aboutWords, actorWords, wordsFor } from './entry-words.tsx';

export const COLUMN_COUNT = 6;

const takeFocus = (row: HTMLElement | null) => row?.focus();

/** One entry of the log. The first one of a further page takes the focus, so that people read on there. */
export function AuditRow({ entry, takesFocus }: { entry: Entry; takesFocus: boolean }) {
  const { language, words } = useAdminLocale();
  return (
    <tr {...(takesFocus && { tabIndex: -1, ref: takeFocus })}>
      <td className="time">
        <time dateTime={entry.at}>{dateTimeOf(entry.at, language)}</time>
      </td>
      <td className="who">
        <Link href={`${paths.audit}?actor=${encodeURIComponent(entry.actor)}`}>
          {actorWords(entry, words)}
        </Link>
      </td>
      <td className="action">{wordsFor(words.audit.actions, entry.action)}</td>
      <td className="about">{aboutWords(entry, words)}</td>
      <td className="outcome">
        <Outcome entry={entry} />
      </td>
      <td className="details">
        <AuditDetails entry={entry} />
      </td>
    </tr>
  );
}

/** What came too late, twice or wrongly written was not done either, but nobody overstepped their rights. */
const HARMLESS = ['BAD_USER_INPUT', 'CONFLICT', 'INTERNAL_SERVER_ERROR', 'RATE_LIMITED', 'UNAVAILABLE'];

function Outcome({ entry: { allowed, code } }: { entry: Entry }) {
  const { outcomes, codes } = useAdminLocale().words.audit;
  if (allowed) return <span className="badge good">✓ {outcomes.allowed}</span>;
  return (
    <>
      {code && HARMLESS.includes(code) ? (
        <span className="badge">– {outcomes.notDone}</span>
      ) : (
        <span className="badge bad">✕ {outcomes.refused}</span>
      )}
      {code && <span className="small why">{wordsFor(codes, code)}</span>}
    </>
  );
}
