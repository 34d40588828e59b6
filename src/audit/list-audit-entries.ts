import { type PageRequest, readPage } from '../platform/database/page.ts';
import { view } from '../platform/use-case.ts';
import { isAdmin } from '../platform/viewer.ts';
import { auditEntryRow } from './audit-entry.entity.ts';

export interface AuditSelection {
  /** At or after this time. */
  from?: Date | null;
  /** Before this time. */
  to?: Date | null;
  actor?: string | null;
  action?: string | null;
  allowed?: boolean | null;
  /** An appointment's id. */
  about?: number | undefined;
}

/** Lists the audit entries of the admin's organization, newest first. */
export const listAuditEntries = view({
  action: 'read the audit log',
  subject: () => null,
  allow: isAdmin,
  read: (
    { db },
    _log,
    {
      selection: { from, to, actor, action, allowed, about },
      page,
    }: { selection: AuditSelection; page: PageRequest },
  ) =>
    readPage(
      db,
      auditEntryRow,
      ['id'],
      {
        ...((from || to) && { at: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
        ...(actor && { actor }),
        ...(action && { action }),
        ...(allowed != null && { allowed }),
        ...(about !== undefined && { appointmentId: about }),
      },
      page,
    ),
});
