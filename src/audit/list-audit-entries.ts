import { type PageRequest, readPage } from '../platform/database/page.ts';
import { countRows } from '../platform/database/read.ts';
import { view } from '../platform/use-case.ts';
import { isAdmin } from '../platform/viewer.ts';
import { AuditEntry, auditEntryRow } from './audit-entry.entity.ts';

export interface AuditSelection {
  /** At or after this time. */
  from?: Date | null;
  /** Before this time. */
  to?: Date | null;
  actor?: string | null;
  action?: string | null;
  allowed?: boolean | null;
  subject?: string | null;
  /** An appointment's id. */
  about?: number | undefined;
}

/** Lists the audit entries of the admin's organization, newest first. */
export const listAuditEntries = view({
  action: 'read the audit log',
  subject: () => null,
  allow: isAdmin,
  onRecord: 'read the audit log',
  async read({ db }, _log, { selection, page }: { selection: AuditSelection; page: PageRequest }) {
    const where = matching(selection);
    const found = await readPage(db, auditEntryRow, ['id'], where, page);
    if (page.after) return found;
    // This reading is put on record next. It is not on the page, so it is not counted either.
    const newest = found.rows.at(0)?.id ?? 0;
    return { ...found, count: () => countRows(db, AuditEntry, { ...where, id: { $lte: newest } }) };
  },
});

const matching = ({ from, to, actor, action, allowed, subject, about }: AuditSelection) => ({
  ...((from || to) && { at: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
  ...(actor && { actor }),
  ...(action && { action }),
  ...(allowed != null && { allowed }),
  ...(subject && { subject }),
  ...(about !== undefined && { appointmentId: about }),
});
