import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Recall } from '../access/authenticate.ts';
import type { Application } from '../slice.ts';
import { drainOnClose } from './drain-on-close.ts';
import { answerError, refusalFor, UnknownPath } from './errors.ts';
import { handleClientError } from './handle-client-error.ts';
import { readJsonBodies } from './json-body.ts';
import type { Log } from './logging.ts';
import { openSockets } from './open-sockets.ts';
import type { OnFault } from './present-error.ts';
import { limitRates, openRateLimits, type RateLimits } from './rate-limits.ts';
import { rejectEarly } from './reject-early.ts';
import { openRequestTurns } from './request-turns.ts';
import { securityHeaders } from './security-headers.ts';

const MAX_BODY_BYTES = 256 * 1024;
/** The size of all headers together. */
const MAX_HEADER_BYTES = 16 * 1024;
/** What pages of other origins may read of an answer besides its body: when to come back, and whom to quote. */
const READABLE_HEADERS = [
  'retry-after',
  'x-request-id',
  ...['limit', 'remaining', 'reset'].map((part) => `x-ratelimit-${part}`),
];

declare module 'fastify' {
  interface FastifyInstance {
    onFault: OnFault;
    application: Application;
  }
}

/** The operator's settings for the server. */
export interface HttpOptions {
  production: boolean;
  /** Proxies whose X-Forwarded headers are trusted. */
  trustedProxies: string[];
  /** Requests per person and minute. 0 means no limit. */
  rateLimit: number;
  drainSeconds: number;
  corsOrigins: string[];
  maxSockets: number;
}

export type HttpServer = ReturnType<typeof createServer>;

function createServer(options: HttpOptions, log: Log) {
  const headers = securityHeaders(options.production);
  return Fastify({
    // Cast to Fastify's interface, so that the server's type does not depend on pino's.
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    clientErrorHandler: handleClientError,
    bodyLimit: MAX_BODY_BYTES,
    // Fastify's default is no timeout, and Node checks for late requests only every 30 s.
    requestTimeout: 15_000,
    connectionTimeout: 30_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000, maxHeaderSize: MAX_HEADER_BYTES },
    // Serves requests while stopping, because a load balancer may not have noticed yet.
    return503OnClosing: false,
    // Without proxies, X-Forwarded headers are ignored.
    trustProxy: options.trustedProxies.length > 0 && options.trustedProxies,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // For malformed and overlong paths, for which no hook runs. Fastify's default would echo the path.
    frameworkErrors(_error, request, reply) {
      answerError(new UnknownPath(), request, reply.headers(headers).header('x-request-id', request.id));
    },
  }).withTypeProvider<ZodTypeProvider>();
}

/** The counters of requests, and how they know whom a request is of. */
interface Limiting {
  rates: RateLimits;
  recall: Recall;
  /** Whether the database is a server, which may not answer. */
  canLoseDatabase: boolean;
}

/**
 * Creates the HTTP server with everything that doors share: limits, headers, logs and the format of errors.
 */
export async function openHttp(
  options: HttpOptions,
  log: Log,
  onFault: OnFault,
  { rates, recall, canLoseDatabase }: Limiting = {
    rates: openRateLimits(0),
    recall: () => undefined,
    canLoseDatabase: false,
  },
) {
  const server = createServer(options, log);
  server.decorate('onFault', onFault);
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  readJsonBodies(server);

  const headers = securityHeaders(options.production);
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
  // Before anything is refused, so that pages of other origins can read refusals.
  await server.register(cors, {
    origin: options.corsOrigins,
    credentials: true,
    maxAge: 600,
    exposedHeaders: READABLE_HEADERS,
  });
  // Probes come every few seconds, and their log lines would add nothing to the metrics.
  server.addHook('onResponse', (request, reply, done) => {
    request.log[isProbe(request) ? 'debug' : 'info'](requestLine(request, reply), 'request');
    done();
  });
  rejectEarly(server, options.rateLimit > 0, isProbe);
  drainOnClose(server, options.drainSeconds);
  openRequestTurns(server, { isLimited: options.rateLimit > 0, canLoseDatabase });
  server.setErrorHandler((error: FastifyError, request, reply) =>
    answerError(refusalFor(error, request, onFault), request, reply),
  );
  server.setNotFoundHandler((request, reply) => answerError(new UnknownPath(), request, reply));

  await limitRates(server, rates, recall, (request) => isProbe(request) || isStaticFile(request));
  await openSockets(server, options.maxSockets);
  return server;
}

const isProbe = (request: FastifyRequest) => /^\/(healthz|readyz|metrics)($|\?)/.test(request.url);

const isStaticFile = (request: FastifyRequest) => request.url.startsWith('/assets/');

const requestLine = (request: FastifyRequest, reply: FastifyReply) => ({
  method: request.method,
  // The route's pattern instead of the path, which may contain names.
  route: request.routeOptions.url ?? 'unknown',
  status: reply.statusCode,
  ms: Math.round(reply.elapsedTime),
});
