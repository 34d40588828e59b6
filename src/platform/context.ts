import type { Db, Reader, Transaction } from './database/db.ts';
import type { Loader } from './database/read.ts';
import type { Events } from './events/events.ts';
import type { Viewer } from './viewer.ts';

export type Door = 'graphql' | 'graphql-ws' | 'rest' | 'command';

/** What only federation gateways have a reason to ask. */
export type GatewayField = '_entities' | '_service';

/** The sentences that name actions, a union for each slice. Each slice adds its own (declaration merging). */
export interface ActionsBySlice {
  platform: `ask for ${GatewayField}`;
}

/** Completes "You may not …" and names the audit entry. The vocabulary is closed: the portal translates it. */
export type Action = ActionsBySlice[keyof ActionsBySlice];

/** What the application hands to use cases besides the database. Each slice adds its part (declaration merging). */
// biome-ignore lint/suspicious/noEmptyInterface: slices add to it
export interface Provided {}

/** One line of the audit log before it is written. */
export interface AuditDraft {
  action: Action;
  appointmentId?: number | undefined;
  allowed: boolean;
  /** The refusal's code. */
  code?: string | undefined;
  /** A setting's key, for whom a link was made, or how many secrets went under which key: never a value, a name or a token. */
  detail?: string | undefined;
}

/** What a use case that only looks has: who asks, through which door, and a database that it can read. */
export interface ViewContext extends Provided {
  viewer: Viewer;
  door: Door;
  requestId: string;
  /** Scheme, host and port under which the caller reached us, for links to our own practice room. */
  origin: string;
  db: Reader;
  load: Loader;
}

/** Everything that belongs to one request. Doors hold it as a `Caller`, which only use cases can open. */
export interface RequestContext extends ViewContext {
  db: Db;
  events: Events;
  /** What this caller may ask of what gateways ask. The viewer that they speak for decides what is seen. */
  gatewayFields: readonly GatewayField[];
  /** Whether the caller has shown a gateway's secret. */
  isGateway: boolean;
  /** Adds an audit entry to what this transaction commits. */
  record(transaction: Transaction, entry: AuditDraft): void;
  /** Logs and counts it, once it is committed. */
  report(entry: AuditDraft): void;
}
