import type { SubscribePayload } from 'graphql-ws';
import type { Answer, Person } from './people/person.ts';

/** An operation by its text, its hash or both. */
export interface Asked {
  query?: string;
  documentId?: unknown;
  extensions?: Record<string, unknown>;
  variables?: Record<string, unknown>;
}

export type GraphQLAnswer = Answer<Record<string, unknown>>;

export const overHttp = (who: Person, asked: Asked): Promise<GraphQLAnswer> => who.post(asked);

export async function overWebSocket(who: Person, asked: Asked): Promise<GraphQLAnswer> {
  const client = await who.connect();
  try {
    // The protocol has a text in every message.
    const { value } = await client.iterate({ query: '', ...asked } as SubscribePayload).next(); // whose type has no documentId
    return value as GraphQLAnswer; // graphql-ws types the extensions of errors as unknown
  } catch (errors) {
    if (Array.isArray(errors)) return { errors };
    throw errors;
  } finally {
    await client.dispose();
  }
}
