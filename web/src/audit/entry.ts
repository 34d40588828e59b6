import type { AuditLogQuery } from '../gql/hooks.ts';

/** An entry of the audit log, as the page asks for it. */
export type Entry = AuditLogQuery['auditLog']['nodes'][number];
