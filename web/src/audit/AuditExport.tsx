import { useEffect, useRef, useState } from 'react';
import { CombinedError, useClient } from 'urql';
import { useSearchParams } from 'wouter';
import type { AuditFilter } from '../gql/hooks.ts';
import { useViewer } from '../people/viewer.tsx';
import { useAnnounce } from '../ui/Announcer.tsx';
import { formatDay } from '../ui/day.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { saveFile } from '../ui/save-file.ts';
import { useAdminLocale } from '../words/admin.tsx';
import { csvOf } from './audit-csv.ts';
import { auditPages } from './audit-pages.ts';
import type { Entry } from './entry.ts';

/** Exports every entry that matches, page by page. The button that starts the export also cancels it. */
export function AuditExport({ filter }: { filter: AuditFilter }) {
  const { language, words } = useAdminLocale();
  const client = useClient();
  const announce = useAnnounce();
  const { organization } = useViewer();
  const [params] = useSearchParams();
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const [problem, setProblem] = useState<CombinedError>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const number = (count: number) => new Intl.NumberFormat(language).format(count);

  async function save({ signal }: AbortController) {
    setProblem(undefined);
    setProgress({ done: 0, total: 1 });
    try {
      const entries: Entry[] = [];
      for await (const { nodes, totalCount } of auditPages(client, filter)) {
        if (signal.aborted) return;
        entries.push(...nodes);
        setProgress({ done: entries.length, total: totalCount });
      }
      const days = [params.get('from') ?? dayOf(entries.at(-1)), params.get('to') ?? dayOf(entries[0])];
      saveFile(
        await csvOf(entries),
        'text/csv;charset=utf-8',
        `audit-log_${organization.alias}_${days.join('_')}.csv`,
      );
      announce(words.audit.exported(words.audit.entries(entries.length, number(entries.length))));
    } catch (error) {
      if (!signal.aborted)
        setProblem(
          error instanceof CombinedError ? error : new CombinedError({ networkError: Error(String(error)) }),
        );
    }
    if (!signal.aborted) setProgress(undefined);
  }

  function startOrCancel() {
    if (progress) {
      running.current?.abort();
      setProgress(undefined);
      announce(words.audit.cancelled);
      return;
    }
    running.current = new AbortController();
    void save(running.current);
  }

  return (
    <div className="row">
      {progress && (
        <label className="row small">
          {words.audit.exporting(number(progress.done), number(progress.total))}
          <progress max={progress.total} value={progress.done} />
        </label>
      )}
      <button type="button" className="button" onClick={startOrCancel}>
        {progress ? words.audit.cancelExport : words.audit.exportCsv}
      </button>
      {problem && <ErrorNotice error={problem} />}
    </div>
  );
}

const dayOf = (entry?: Entry) => formatDay(entry ? new Date(entry.at) : new Date());
