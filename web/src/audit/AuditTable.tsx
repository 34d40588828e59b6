import { type AuditFilter, useAuditLogQuery } from '../gql/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { TableBox } from '../ui/TableBox.tsx';
import { useAdminLocale } from '../words/admin.tsx';
import { AuditExport } from './AuditExport.tsx';
import { AuditRows } from './AuditRows.tsx';

/** The entries that match, newest first. */
export function AuditTable({ filter }: { filter: AuditFilter }) {
  const {
    language,
    words: { audit: words },
  } = useAdminLocale();
  const [{ data, error }, refetch] = useAuditLogQuery({ variables: { filter } });
  if (error && !data)
    return <ErrorNotice error={error} refetch={() => refetch({ requestPolicy: 'network-only' })} />;
  if (!data) return <Loading />;
  const { nodes, pageInfo, totalCount } = data.auditLog;
  if (totalCount === 0) {
    const isFiltered = Object.values(filter).some((value) => value != null);
    return <p className="card">{isFiltered ? words.none : words.noneYet}</p>;
  }
  return (
    <>
      <div className="row spread">
        <p role="status">{words.entries(totalCount, new Intl.NumberFormat(language).format(totalCount))}</p>
        <AuditExport filter={filter} />
      </div>
      <TableBox name={words.table}>
        <thead className="entries-head">
          <tr>
            {[words.time, words.actor, words.action, words.about, words.outcome, words.details].map(
              (name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody className="entries">
          <AuditRows filter={filter} entries={nodes} pageInfo={pageInfo} />
        </tbody>
      </TableBox>
    </>
  );
}
