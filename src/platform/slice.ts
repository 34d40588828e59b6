import type { AnyEntity, EntityClass } from '@mikro-orm/core';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Action, Provided } from './context.ts';
import type { Db } from './database/db.ts';
import type { AnyShape } from './database/shape.ts';
import type { Events, Notices } from './events/events.ts';
import type { Job } from './worker/worker.ts';

/**
 * What the application provides to REST doors, as `server.application`. Slices add to it (declaration
 * merging).
 */
export interface Application extends Provided {
  db: Db;
  events: Events;
}

/** Routes below one prefix, and how their callers are authenticated. */
export type RestDoor = { prefix: string; routes: FastifyPluginAsyncZod } & (
  | {
      /** Handlers run with `request.caller`. Other requests get 401. */
      knownBy: 'caller token';
    }
  | {
      knownBy: 'feed secret' | 'signature' | 'one-time code' | 'room token';
      /** Throws a refusal if the request lacks its credentials. Runs before the body is read. */
      verify(request: FastifyRequest): Promise<void>;
    }
  | { knownBy: 'nobody' }
);

/** One part of the clinic: its tables, its GraphQL and REST doors, and its actions. */
export interface Slice {
  name: string;
  entities: readonly EntityClass<AnyEntity>[];
  resolvers: readonly (new () => object)[];
  /** GraphQL types that other subgraphs may reference by id, with the rows they are read from. */
  references: Readonly<Record<string, AnyShape>>;
  rest: readonly RestDoor[];
  /** What its part of the background work is. */
  jobs: readonly Job[];
  /** What triggers on its tables tell of changes by other programs. */
  notices: Notices;
  /** The actions of all of its use cases. */
  actions: readonly Action[];
}

export const defineSlice = (slice: Pick<Slice, 'name'> & Partial<Slice>): Slice => ({
  entities: [],
  resolvers: [],
  references: {},
  rest: [],
  jobs: [],
  notices: {},
  actions: [],
  ...slice,
});
