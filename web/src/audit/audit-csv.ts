import type { Entry } from './entry.ts';

/** What the page shows of an entry, by the API's own names. */
const COLUMNS = [
  'at',
  'actor',
  'actorName',
  'action',
  'appointmentId',
  'subject',
  'allowed',
  'code',
  'detail',
  'door',
  'requestId',
] as const;

/** Without it Excel does not recognize UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The entries as CSV (RFC 4180). Formulas are escaped, since a spreadsheet would run them and anybody can get
 * text into the log (OWASP, CSV injection).
 */
export async function csvOf(entries: readonly Pick<Entry, (typeof COLUMNS)[number]>[]) {
  const { default: csv } = await import('papaparse');
  const data = entries.map((entry) => COLUMNS.map((column) => entry[column]));
  return BYTE_ORDER_MARK + csv.unparse({ fields: [...COLUMNS], data }, { escapeFormulae: true });
}
