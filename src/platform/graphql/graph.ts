import type { GraphQLSchema } from 'graphql';
import type { Executor } from './executor/executor.ts';
import type { Documents } from './operations/documents.ts';

/** Shared by both transports. */
export interface Graph {
  schema: GraphQLSchema;
  documents: Documents;
  executor: Executor;
}
