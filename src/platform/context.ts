import type { Db, Transaction } from './database/db.ts';
import type { Loader } from './database/read.ts';
import type { Events } from './events/events.ts';
import type { Viewer } from './viewer.ts';

/** What only federation gateways have a reason to ask. */
export type GatewayField = '_entities' | '_service';

/** What the application hands to use cases besides the database. Each slice adds its part (declaration merging). */
// biome-ignore lint/suspicious/noEmptyInterface: slices add to it
export interface Provided {}

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
export interface RequestContext extends Provided {
  viewer: Viewer;
  /** What this caller may ask of what gateways ask. The viewer that they speak for decides what is seen. */
  gatewayFields: readonly GatewayField[];
  /** Whether the caller has shown a gateway's secret. */
  isGateway: boolean;
  door: Door;
  requestId: string;
  /** Scheme, host and port under which the caller reached us, for links to our own practice room. */
  origin: string;
  db: Db;
  load: Loader;
  events: Events;
  /** Adds an audit row to what this transaction commits. */
  record(transaction: Transaction, entry: AuditDraft): void;
  /** Logs and counts it, once it is committed. */
  report(entry: AuditDraft): void;
}
