import type { AuditLine, Door } from '../platform/context.ts';
import type { Transaction } from '../platform/database/db.ts';
import { insert } from '../platform/database/write.ts';
import { AuditEntry } from './audit-entry.entity.ts';

export interface Who {
  orgId: number;
  door: Door;
  requestId: string;
}

/** Adds an entry to the audit log, as part of the transaction. */
export function record(db: Transaction, who: Who, line: AuditLine) {
  db.write(insert(db, AuditEntry, entryOf(who, line)));
}

/** The row of an entry that is made now. */
export const entryOf = (
  { orgId, door, requestId }: Who,
  { actor, action, allowed, appointmentId, subject, code, detail }: AuditLine,
) => ({
  orgId,
  actor,
  door,
  requestId,
  at: new Date(),
  action,
  allowed,
  appointmentId: appointmentId ?? null,
  subject: subject ?? (appointmentId === undefined ? null : `appointment-${appointmentId}`),
  code: code ?? null,
  detail: detail ?? null,
});
