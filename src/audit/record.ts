import type { AuditDraft, Door } from '../platform/context.ts';
import type { EntityManager } from '../platform/database.ts';
import { AuditEntry } from './audit-entry.entity.ts';

interface Who {
  orgId: number;
  identity: string;
  door: Door;
  requestId: string;
}

/** Adds a line to the audit log with whatever this EntityManager commits next. */
export function record(
  em: EntityManager,
  { orgId, identity, door, requestId }: Who,
  { action, allowed, appointmentId, code, detail }: AuditDraft,
) {
  em.create(AuditEntry, {
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
  });
}
