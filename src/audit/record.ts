import type { AuditDraft, Door } from '../platform/context.ts';
import type { Transaction } from '../platform/database/db.ts';
import { insert } from '../platform/database/write.ts';
import { AuditEntry } from './audit-entry.entity.ts';

interface Who {
  orgId: number;
  identity: string;
  door: Door;
  requestId: string;
}

/** Adds an entry to the audit log, as part of the transaction. */
export function record(
  db: Transaction,
  { orgId, identity, door, requestId }: Who,
  { action, allowed, appointmentId, code, detail }: AuditDraft,
) {
  const row = {
    orgId,
    actor: identity,
    door,
    requestId,
    at: new Date(),
    action,
    allowed,
    appointmentId: appointmentId ?? null,
    code: code ?? null,
    detail: detail ?? null,
  };
  db.write(insert(db, AuditEntry, row));
}
