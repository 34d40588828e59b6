import { randomUUID } from 'node:crypto';
import { defineConfig, type GatewayContext, type GatewayPlugin, Logger } from '@graphql-hive/gateway';
import { GraphQLError } from 'graphql';

/**
 * Hive Gateway in front of Readyroom, and of whatever else is in the supergraph. What differs from place to place comes from the
 * environment. docs/federation.md says what happens here and why.
 */
const {
  SUPERGRAPH = './supergraph.graphql',
  HOST = '127.0.0.1',
  PORT = '4050',
  CORS_ORIGINS = '',
  NODE_ENV,
} = process.env;

/** What a caller shows of themselves. Nothing else of what they send travels on. */
const CALLERS_OWN = ['authorization', 'x-org-id', 'orgid', 'x-org-alias', 'x-tenant-name'];

/** The variable with what this gateway shows a subgraph of itself. No subgraph learns another one's. */
const SECRETS: Record<string, string> = { readyroom: 'GATEWAY_SECRET', charting: 'CHARTING_SECRET' };
const secretFor = (subgraph: string) => process.env[String(SECRETS[subgraph.toLowerCase()])] || undefined;

const LONGEST_TIMER = 2 ** 31 - 1;

/** Hive Gateway logs a question that failed as it was sent, and with it what providers write of their patients. */
const QUESTIONS = ['request', 'response'].map((name) => `extensions.${name}`);
const PRIVATE = [
  ...QUESTIONS,
  ...QUESTIONS.map((path) => `*.${path}`),
  'connectionParams',
  'headers',
  'variables',
  'query',
];

interface Context extends GatewayContext {
  /** The caller's own words, whether they came with an HTTP request or with the start of a WebSocket. */
  caller?: Record<string, string>;
  /** Different for each operation. */
  operation?: string;
  socket?: { close(code: number, reason: string): void };
}

const rememberCaller: GatewayPlugin<object, Context> = {
  onContextBuilding({ context, extendContext }) {
    const caller: Record<string, string> = {};
    for (const [name, value] of Object.entries({ ...context.headers, ...context.connectionParams }) as [
      string,
      unknown,
    ][]) // JSON, whatever its type says
      if (CALLERS_OWN.includes(name.toLowerCase()) && typeof value === 'string')
        caller[name.toLowerCase()] = value;
    extendContext({ caller, operation: randomUUID() });
  },
};

/** A stream ends with its caller's token; over WebSocket as at Readyroom itself, so that clients come back with a fresh one. */
const endWithToken: GatewayPlugin<object, Context> = {
  onSubscribe: ({ args: { contextValue: context } }) => ({
    onSubscribeResult({ result }) {
      if (!(Symbol.asyncIterator in result)) return;
      const stream = result[Symbol.asyncIterator]();
      const end = () =>
        context.socket ? context.socket.close(4403, 'Token expired') : void stream.return?.();
      const timer = setTimeout(
        end,
        Math.min(expiryOf(context.caller?.authorization) - Date.now(), LONGEST_TIMER),
      );
      return { onEnd: () => clearTimeout(timer) };
    },
  }),
};

/** Read, not verified: the subgraphs do that. */
function expiryOf(authorization = '') {
  try {
    const { exp } = JSON.parse(Buffer.from(String(authorization.split('.')[1]), 'base64url').toString());
    return Number.isFinite(exp) ? exp * 1000 : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** The codes of the subgraphs, which never change, and those of a document that cannot be executed. */
const KNOWN_CODES = [
  ...[
    'UNAUTHENTICATED',
    'FORBIDDEN',
    'NOT_FOUND',
    'ROOM_NOT_READY',
    'CONFLICT',
    'BAD_USER_INPUT',
    'RATE_LIMITED',
    'UNAVAILABLE',
  ],
  ...['INTERNAL_SERVER_ERROR', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED'],
];

/** What a subgraph refuses passes as it is. What this gateway would say of one that it cannot reach names addresses. */
function maskError(error: unknown) {
  if (error instanceof GraphQLError && KNOWN_CODES.includes(String(error.extensions.code))) return error;
  const path = error instanceof GraphQLError ? error.path : undefined;
  return new GraphQLError('This cannot be reached right now, please try again', {
    path,
    extensions: { code: 'UNAVAILABLE' },
  });
}

export const gatewayConfig = defineConfig<Context>({
  supergraph: SUPERGRAPH,
  host: HOST,
  port: Number(PORT),
  plugins: () => [rememberCaller, endWithToken],
  propagateHeaders: {
    fromClientToSubgraphs: ({ context, subgraphName }) => ({
      ...context?.caller,
      'x-gateway-secret': secretFor(subgraphName),
    }),
  },
  transportEntries: {
    // Two callers' questions are never taken for one.
    '*.http': { options: { deduplicateInflightRequests: false } },
    readyroom: {
      options: {
        subscriptions: {
          kind: 'ws',
          subgraph: 'readyroom',
          options: {
            connectionParams: {
              ...Object.fromEntries(CALLERS_OWN.map((name) => [name, `{context.caller.${name}}`])),
              ...(secretFor('readyroom') && { 'x-gateway-secret': `{env.${SECRETS.readyroom}}` }),
              // Sockets with equal parameters are shared, and one that dies in silence would take every later subscription with it.
              operation: '{context.operation}',
            },
          },
        },
      },
    },
  },
  // Longer than Readyroom takes for anything. A stream may last.
  upstreamTimeout: ({ executionRequest }) =>
    executionRequest?.operationType === 'subscription' ? undefined : 20_000,
  maxTokens: 1_000,
  maskedErrors: { maskError },
  subgraphErrors: false,
  disableIntrospection: NODE_ENV === 'production' ? { disableIf: () => true } : undefined,
  graphiql: false,
  landingPage: false,
  cors: CORS_ORIGINS ? { origin: CORS_ORIGINS.split(','), credentials: true } : false,
  logging: new Logger({ level: 'info', redact: PRIVATE }),
});
