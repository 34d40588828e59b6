import { type ReactNode, useState } from 'react';
import { type AuditFilter, type AuditLogQuery, useAuditLogQuery } from '../gql/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useAdminLocale } from '../words/admin.tsx';
import { AuditRow, COLUMN_COUNT } from './AuditRow.tsx';
import type { Entry } from './entry.ts';

interface Props {
  filter: AuditFilter;
  entries: readonly Entry[];
  pageInfo: AuditLogQuery['auditLog']['pageInfo'];
  isFirst?: boolean;
}

/** One page of the log and, on request, the next one. */
export function AuditRows({ filter, entries, pageInfo, isFirst = true }: Props) {
  const { words } = useAdminLocale();
  const [wantsMore, wantMore] = useState(false);
  return (
    <>
      {entries.map((entry, index) => (
        <AuditRow key={entry.id} entry={entry} takesFocus={!isFirst && index === 0} />
      ))}
      {pageInfo.hasNextPage && !wantsMore && (
        <WholeRow>
          <button type="button" className="button" onClick={() => wantMore(true)}>
            {words.audit.more}
          </button>
        </WholeRow>
      )}
      {wantsMore && pageInfo.endCursor && <NextRows filter={filter} after={pageInfo.endCursor} />}
    </>
  );
}

function NextRows({ filter, after }: { filter: AuditFilter; after: string }) {
  const [{ data, error }, refetch] = useAuditLogQuery({ variables: { filter, after } });
  if (data)
    return (
      <AuditRows
        filter={filter}
        entries={data.auditLog.nodes}
        pageInfo={data.auditLog.pageInfo}
        isFirst={false}
      />
    );
  return (
    <WholeRow>
      {error ? (
        <ErrorNotice error={error} refetch={() => refetch({ requestPolicy: 'network-only' })} />
      ) : (
        <Loading />
      )}
    </WholeRow>
  );
}

const WholeRow = ({ children }: { children: ReactNode }) => (
  <tr>
    <td colSpan={COLUMN_COUNT}>{children}</td>
  </tr>
);
