import { useAdminLocale } from '../words/admin.tsx';
import type { Entry } from './entry.ts';
import { wordsFor } from './entry-words.tsx';

/** What only a search in the server's log needs: codes, identities and the request's id. */
export function AuditDetails({ entry }: { entry: Entry }) {
  const { audit: words } = useAdminLocale().words;
  const facts: [name: string, value: React.ReactNode][] = [
    [words.detail, entry.detail],
    [words.code, entry.code && <code>{entry.code}</code>],
    [words.door, wordsFor(words.doors, entry.door)],
    [words.identity, entry.actor],
    [
      words.request,
      <span key="request" className="request">
        {entry.requestId}
      </span>,
    ],
    [words.chain, !entry.isLinked && words.notLinked],
  ];
  return (
    <details>
      <summary>{words.details}</summary>
      <dl className="facts">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}
