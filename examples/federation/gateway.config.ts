import { randomUUID } from 'node:crypto';
import { defineConfig, type GatewayContext, type GatewayPlugin, Logger } from '@graphql-hive/gateway';
import { GraphQLError } from 'graphql';

/**
 * Configures Hive Gateway for Readyroom and the other subgraphs of the supergraph. Environment variables
 * adapt it to an installation. docs/federation.md explains it.
 */
const {
  SUPERGRAPH = './supergraph.graphql',
  HOST = '127.0.0.1',
  PORT = '4050',
  CORS_ORIGINS = '',
  NODE_ENV = 'development',
} = process.env;

/** An unknown word counts as production. */
const isProduction = !/^\s*(development|dev|test|)\s*$/i.test(NODE_ENV);

/** The caller's headers that are forwarded to subgraphs. All others are dropped. */
const CALLERS_OWN = ['authorization', 'x-org-id', 'orgid', 'x-org-alias', 'x-tenant-name', 'accept-language'];

/** The variable with the gateway's secret for each subgraph. No subgraph learns the secret of another one. */
const SECRETS: Record<string, string> = { readyroom: 'GATEWAY_SECRET', charting: 'CHARTING_SECRET' };
const secretFor = (subgraph: string) => process.env[String(SECRETS[subgraph.toLowerCase()])] || undefined;

const LONGEST_TIMER = 2 ** 31 - 1;

/** Hive Gateway logs failed subgraph requests in full, including what providers write about patients. */
const SUBGRAPH_REQUESTS = ['request', 'response'].map((name) => `extensions.${name}`);
const PRIVATE = [
  ...SUBGRAPH_REQUESTS,
  ...SUBGRAPH_REQUESTS.map((path) => `*.${path}`),
  'connectionParams',
  'headers',
  'variables',
  'query',
];

interface Context extends GatewayContext {
  /** The caller's forwarded headers, from the HTTP request or from the WebSocket's connectionParams. */
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
    ][]) // clients may send any JSON as connectionParams
      if (CALLERS_OWN.includes(name.toLowerCase()) && typeof value === 'string')
        caller[name.toLowerCase()] = value;
    extendContext({ caller, operation: randomUUID() });
  },
};

/**
 * Ends subscriptions when the caller's token expires. WebSockets get the same close code as at Readyroom, so
 * clients reconnect with a fresh token.
 */
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

/** Reads the expiry without verification, which is the subgraphs' job. In milliseconds. */
function expiryOf(authorization = '') {
  try {
    const { exp } = JSON.parse(Buffer.from(String(authorization.split('.')[1]), 'base64url').toString());
    return Number.isFinite(exp) ? exp * 1000 : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** The subgraphs' error codes, and those of documents that cannot be executed. */
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

/**
 * Passes errors of subgraphs on. Masks the gateway's own errors, because they contain addresses of subgraphs.
 */
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
    // Never merge the requests of two callers.
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
              // A unique value: the gateway shares sockets with equal parameters, and if a shared one dies
              // silently, every later subscription fails with it.
              operation: '{context.operation}',
            },
          },
        },
      },
    },
  },
  // Longer than any request to Readyroom takes. Subscriptions have no timeout.
  upstreamTimeout: ({ executionRequest }) =>
    executionRequest?.operationType === 'subscription' ? undefined : 20_000,
  maxTokens: 1_000,
  maskedErrors: { maskError },
  subgraphErrors: false,
  disableIntrospection: isProduction ? { disableIf: () => true } : undefined,
  graphiql: false,
  landingPage: false,
  cors: CORS_ORIGINS ? { origin: CORS_ORIGINS.split(','), credentials: true } : false,
  logging: new Logger({ level: 'info', redact: PRIVATE }),
});
