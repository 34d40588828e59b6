import type { Db, Reader, Transaction } from './database/db.ts';
import type { Loader } from './database/loader.ts';
import type { Events } from './events/events.ts';
import type { Viewer } from './viewer.ts';

export type Door = 'graphql' | 'graphql-ws' | 'rest' | 'command';

/** The languages in which the server writes sentences for people. */
export type Language = 'en' | 'es';

/** Fields that only federation gateways need. */
export type GatewayField = '_entities' | '_service';

/** The names of actions, a union for each slice. Each slice adds its own (declaration merging). */
export interface ActionsBySlice {
  platform: `ask for ${GatewayField}`;
}

/**
 * Completes the sentence "You may not …" and names the audit entry. A closed set, because the portal
 * translates it.
 */
export type Action = ActionsBySlice[keyof ActionsBySlice];

/**
 * What the application provides to use cases besides the database. Slices add to it (declaration merging).
 */
// biome-ignore lint/suspicious/noEmptyInterface: slices add to it
export interface Provided {}

/** One line of the audit log before it is written. */
export interface AuditDraft {
  action: Action;
  appointmentId?: number | undefined;
  /**
   * What it is about, for programs: `jitsi.app_secret`, `patient-89`, `guest-7`. By default the appointment, as
   * `appointment-123`. Only names of our own and ids, never text that came in.
   */
  subject?: string | undefined;
  allowed: boolean;
  /** The code of the refusal. */
  code?: string | undefined;
  /**
   * For people. A setting's key, `link for patient-89`, `start` or `stop` of a recording, the record that accounts were
   * unlinked from, or the number of re-encrypted secrets and their key's id, or how often a refusal was
   * repeated. Never a value, a name or a token.
   */
  detail?: string | undefined;
}

/** An entry with the identity of the person in the role in which they acted. */
export interface AuditLine extends AuditDraft {
  actor: string;
}

/** Actions that only read, and are on record once an hour for each person and appointment. */
export type ReadAction = Extract<Action, `read ${string}`>;

/** What somebody has read, in the role in which they did. */
export interface ReadLine {
  actor: string;
  action: ReadAction;
  appointmentId?: number | undefined;
}

/** What a use case that only reads gets: the viewer, the door they came through, and a read-only database. */
export interface ViewContext extends Provided {
  viewer: Viewer;
  door: Door;
  requestId: string;
  /** The scheme, host and port that the caller used, for links to our own practice room. */
  origin: string;
  /** The language that the caller asks for, if it is one of ours. */
  language?: Language | undefined;
  db: Reader;
  load: Loader;
}

/** The full context of a request. Doors hold it as a `Caller`, which only use cases can open. */
export interface RequestContext extends ViewContext {
  db: Db;
  events: Events;
  /** The gateway fields that this caller may select. Their results still depend on the viewer. */
  gatewayFields: readonly GatewayField[];
  /** Whether the caller sent the gateway's secret. */
  isGateway: boolean;
  /** Adds an audit entry to this transaction. */
  record(transaction: Transaction, entry: AuditLine): void;
  /** Puts a refusal on record. Resolves once it is committed, or counted as a repeat of one that is. */
  recordRefusal(entry: AuditLine): Promise<void>;
  /** Puts a read on record. Resolves once it is committed, so call it before the answer goes out. */
  recordRead(entry: ReadLine): Promise<void>;
  /** Logs and counts an entry. Call it after the commit. */
  report(entry: AuditDraft): void;
}

/** A unit of work: its transaction, its audit entry, and the events to publish after the commit. */
export interface Work extends ViewContext {
  db: Transaction;
  audit: AuditDraft;
  /** Adds an audit entry for another action that this change included, or for another subject of it. */
  recordAction(action: Action, subject?: string): void;
  /** Says that the answer shows what has this action, also if the change is refused. */
  disclose(action: ReadAction): void;
  /** Publishes the key to these topics after the commit. */
  announce(topics: string[], key: number): void;
}

/** The context of a subscription: adds events, and a writable database that records who waits. */
export type WatchContext = ViewContext & Pick<RequestContext, 'db' | 'events'>;
