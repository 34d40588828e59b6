import type { Config, Secrets } from '../config/config.ts';
import type { GatewayField } from './access/gateway.ts';
import type { Db, Transaction } from './database/db.ts';
import type { Loader } from './database/read.ts';
import type { Events } from './events/events.ts';
import type { Viewer } from './viewer.ts';

export type Door = 'graphql' | 'graphql-ws' | 'rest' | 'command';

/** One line of the audit log before it is written. */
export interface AuditDraft {
  action: string;
  appointmentId?: number | undefined;
  allowed: boolean;
  /** The refusal's code. */
  code?: string | undefined;
  /** A setting's key, for whom a link was made, or how many secrets were brought under which key: never a value, a name or a token. */
  detail?: string | undefined;
}

/** Who is asking, through which door, and with what to answer. A plain object, since Apollo Server clones it. */
export interface RequestContext {
  viewer: Viewer;
  /** What gateways ask, as far as this caller may. Whoever they speak for decides what is seen. */
  gatewayFields: GatewayField[];
  door: Door;
  requestId: string;
  /** Scheme, host and port under which the caller reached us, for links to our own practice room. */
  origin: string;
  db: Db;
  load: Loader;
  events: Events;
  config: Config;
  secrets: Secrets;
  /** Adds an audit row to what this transaction commits. */
  record(transaction: Transaction, entry: AuditDraft): void;
  /** Logs and counts it, once it is committed. */
  report(entry: AuditDraft): void;
}
