import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import { cacheExchange } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import type { DocumentNode } from 'graphql';
import type { Client as Socket } from 'graphql-ws';
import { hashes } from '../gql/hashes.ts';
import type { ServerClock } from './server-clock.ts';
import { subscribeWithRetry } from './subscribe-with-retry.ts';

/** The access token of the person who is signed in. */
export interface AccessToken {
  current(): string;
  renew(): Promise<unknown>;
}

/** Types without an id. The cache keeps them inside their parents. */
const EMBEDDED_TYPES = [
  'AppointmentConnection',
  'Attendance',
  'AuditEntryConnection',
  'JoinTelehealthPayload',
  'OrganizationFinding',
  'PageInfo',
  'ParticipantPresence',
  'RoomReady',
  'StartTelehealthSessionPayload',
  'TelehealthMetrics',
];

/** Longer than any answer takes. Without it a request on a dead network never fails. */
const REQUEST_TIMEOUT_MS = 15_000;

/**
 * A client of the GraphQL endpoint at `url`: queries and mutations over HTTP, subscriptions over the socket. Answers set
 * the clock.
 */
export function openClient(
  url: string,
  accessToken: AccessToken,
  { socket, clock }: { socket: Pick<Socket, 'subscribe' | 'terminate'>; clock: ServerClock },
) {
  return new Client({
    url,
    fetch: fetchWithTimeout(REQUEST_TIMEOUT_MS, clock),
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: [
      cacheExchange({
        keys: {
          ...Object.fromEntries(EMBEDDED_TYPES.map((type) => [type, () => null])),
          OrganizationSetting: ({ key }) => String(key),
          Viewer: ({ identity }) => String(identity),
        },
      }),
      authExchange(async ({ appendHeaders }) => ({
        addAuthToOperation: (operation) =>
          appendHeaders(operation, { authorization: `Bearer ${accessToken.current()}` }),
        didAuthError: ({ graphQLErrors }) =>
          graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED'),
        refreshAuth: async () => void (await accessToken.renew()),
      })),
      // A server of another version may not know the hash and is then sent the text too.
      // Never by GET, since logs keep URLs.
      persistedExchange({
        generateHash: async (_text, document) => hashes[nameOf(document)] ?? '',
        preferGetForPersistedQueries: false,
        enableForMutation: true,
        enableForSubscriptions: true,
      }),
      fetchExchange,
      subscriptionExchange({
        // graphql-ws requires a text; the server takes an empty one for none.
        forwardSubscription: ({ query = '', variables, extensions }) => ({
          subscribe: (sink) => ({
            unsubscribe: subscribeWithRetry(
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

/** The generated documents have the operation before its fragments. */
function nameOf({ definitions: [operation] }: DocumentNode) {
  return (operation && 'name' in operation && operation.name?.value) || '';
}

/** Written by hand, since older phones have no AbortSignal.any. */
function fetchWithTimeout(ms: number, clock: ServerClock): typeof fetch {
  return async (input, init) => {
    const askedAt = Date.now();
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), ms);
    init?.signal?.addEventListener('abort', () => timeout.abort());
    const answer = await fetch(input, { ...init, signal: timeout.signal }).finally(() => clearTimeout(timer));
    clock.learn(answer, askedAt);
    return answer;
  };
}
