import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { Page } from '../ui/Page.tsx';
import { useAdminLocale } from '../words/admin.tsx';
import { timeZoneOf } from '../words/dates.ts';
import { useWords } from '../words/portal.ts';
import { AuditFilterForm } from './AuditFilterForm.tsx';
import { AuditTable } from './AuditTable.tsx';
import { filterIn } from './audit-filter.ts';
import './audit.css';

/** The organization's audit log. The filter is in the address, so that people can send a link to a view. */
export default function AuditPage() {
  const { language, words } = useAdminLocale();
  const { patient } = useWords();
  const [params] = useSearchParams();
  // Submitting the same filter again loads newer entries.
  const [count, setCount] = useState(0);
  const filter = filterIn(params);
  const isPossible = !filter.from || !filter.to || filter.from < filter.to;
  return (
    <Page title={words.audit.title}>
      <p className="soft">{words.audit.lead}</p>
      <AuditFilterForm
        problem={isPossible ? undefined : words.wrongOrder}
        onShow={() => setCount(count + 1)}
      />
      {isPossible && <AuditTable key={`${count} ${params}`} filter={filter} />}
      <p className="soft small">{patient.zone(timeZoneOf(language))}</p>
    </Page>
  );
}
