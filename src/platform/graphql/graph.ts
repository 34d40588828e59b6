import type { GraphQLSchema } from 'graphql';
import type { Executor } from './executor/executor.ts';
import type { Documents } from './operations/documents.ts';

/** What every door to the graph shares. */
export interface Graph {
  schema: GraphQLSchema;
  documents: Documents;
  executor: Executor;
}
