import type { AnyEntity, EntityClass } from '@mikro-orm/core';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Action, Provided } from './context.ts';
import type { Db } from './database/db.ts';
import type { AnyShape } from './database/read.ts';

/** What the running application hands to REST doors, as `server.application`. Slices add to it (declaration merging). */
export interface Application extends Provided {
  db: Db;
}

/** Routes below one prefix, and how their callers are known. */
export type RestDoor = { prefix: string; routes: FastifyPluginAsyncZod } & (
  | {
      /** `request.caller` is there, or the request was answered 401. */
      knownBy: 'caller token';
    }
  | {
      knownBy: 'feed secret' | 'signature' | 'one-time code' | 'room token';
      /** Throws a refusal, before a body is read, if the request does not show what it must. */
      verify(request: FastifyRequest): Promise<void>;
    }
  | { knownBy: 'nobody' }
);

/** One part of the clinic: its tables, its GraphQL and REST doors, and the words for what is done in it. */
export interface Slice {
  name: string;
  entities: readonly EntityClass<AnyEntity>[];
  resolvers: readonly (new () => object)[];
  /** GraphQL types that other subgraphs may name by id, and the rows that they are. */
  references: Readonly<Record<string, AnyShape>>;
  rest: readonly RestDoor[];
  /** Every action of its use cases. */
  actions: readonly Action[];
}

export const defineSlice = (slice: Pick<Slice, 'name'> & Partial<Slice>): Slice => ({
  entities: [],
  resolvers: [],
  references: {},
  rest: [],
  actions: [],
  ...slice,
});
