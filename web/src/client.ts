import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import { cacheExchange } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import type { DocumentNode } from 'graphql';
import type { Client as Socket } from 'graphql-ws';
import { hashes } from './gql/hashes.ts';
import { keepListening } from './keep-listening.ts';

/** Whoever is signed in: their present token, and a way to a newer one. */
export interface Caller {
  token(): string;
  renew(): Promise<unknown>;
}

/** Parts of an answer that are no things of their own. */
const PARTS = [
  'AppointmentConnection',
  'AuditEntryConnection',
  'JitsiFinding',
  'JoinTelehealthPayload',
  'PageInfo',
  'RoomReady',
  'StartTelehealthSessionPayload',
  'TelehealthMetrics',
];

/** A network that swallows everything never says so. Longer than the server takes for anything, in milliseconds. */
const PATIENCE = 15_000;

/** A client of the GraphQL endpoint at `url`: queries and mutations over HTTP, subscriptions over the socket. */
export function openClient(url: string, caller: Caller, socket: Pick<Socket, 'subscribe' | 'terminate'>) {
  return new Client({
    url,
    fetch: fetchWithin(PATIENCE),
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: [
      cacheExchange({
        keys: {
          ...Object.fromEntries(PARTS.map((part) => [part, () => null])),
          JitsiSetting: ({ key }) => String(key),
        },
      }),
      authExchange(async ({ appendHeaders }) => ({
        addAuthToOperation: (operation) =>
          appendHeaders(operation, { authorization: `Bearer ${caller.token()}` }),
        didAuthError: ({ graphQLErrors }) =>
          graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED'),
        refreshAuth: async () => void (await caller.renew()),
      })),
      // A server of another version may not know the hash, and is then sent the text as well. Never by GET: logs keep addresses.
      persistedExchange({
        generateHash: async (_text, document) => hashes[nameOf(document)] ?? '',
        preferGetForPersistedQueries: false,
        enableForMutation: true,
        enableForSubscriptions: true,
      }),
      fetchExchange,
      subscriptionExchange({
        // graphql-ws insists on a text, so an empty one is none.
        forwardSubscription: ({ query = '', variables, extensions }) => ({
          subscribe: (sink) => ({
            unsubscribe: keepListening(
              socket,
              { query, variables: { ...variables }, ...(extensions && { extensions }) },
              sink as never,
            ), // the same sink, typed twice
          }),
        }),
      }),
    ],
  });
}

/** Codegen puts the operation before its fragments. */
function nameOf({ definitions: [operation] }: DocumentNode) {
  return (operation && 'name' in operation && operation.name?.value) || '';
}

/** The browser's own, which would wait for ever. By hand, since older phones have no AbortSignal.any. */
function fetchWithin(ms: number): typeof fetch {
  return (input, init) => {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), ms);
    init?.signal?.addEventListener('abort', () => giveUp.abort());
    return fetch(input, { ...init, signal: giveUp.signal }).finally(() => clearTimeout(timer));
  };
}
