import type { Config, Secrets } from '../config.ts';
import type { EntityManager } from './database.ts';
import type { Events } from './events.ts';
import type { Load } from './read.ts';
import type { Viewer } from './viewer.ts';

export type Door = 'graphql' | 'graphql-ws' | 'rest' | 'command';

/** One line of the audit log before it is written. */
export interface AuditDraft {
  action: string;
  appointmentId?: number | undefined;
  allowed: boolean;
  /** The refusal's code. */
  code?: string | undefined;
  /** A setting's key, or for whom a link was made: never a value, a name or a token. */
  detail?: string | undefined;
}

/** Who is asking, through which door, and with what to answer. A plain object, since Apollo Server clones it. */
export interface RequestContext {
  viewer: Viewer;
  door: Door;
  requestId: string;
  /** Scheme, host and port under which the caller reached us, for links to our own practice room. */
  origin: string;
  em: EntityManager;
  load: Load;
  events: Events;
  config: Config;
  secrets: Secrets;
  /** Adds an audit row to what this EntityManager commits next. */
  record(em: EntityManager, entry: AuditDraft): void;
  /** Logs and counts it, once it is committed. */
  report(entry: AuditDraft): void;
}
