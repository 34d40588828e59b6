import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import websocket from '@fastify/websocket';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { handleProtocols } from 'graphql-ws';
import type { Recall } from '../access/authenticate.ts';
import { Unavailable } from '../refusals.ts';
import type { Application } from '../slice.ts';
import { drainOnClose } from './drain-on-close.ts';
import { answerError, refusalFor, UnknownPath } from './errors.ts';
import { handleClientError } from './handle-client-error.ts';
import { readJsonBodies } from './json-body.ts';
import type { Log } from './logging.ts';
import type { OnFault } from './present-error.ts';
import { limitRates } from './rate-limits.ts';
import { rejectEarly } from './reject-early.ts';
import { openCounters } from './request-counters.ts';
import { securityHeaders } from './security-headers.ts';
import { openSharedCounters } from './shared-counters.ts';

const MAX_BODY_BYTES = 256 * 1024;
/** All headers together. */
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_FRAME_BYTES = 64 * 1024;
/** In seconds, for whoever finds no room for another socket: others leave all the time. */
const RETRY_AFTER_SECONDS = 5;
/** How long a WebSocket client may take to agree to its end. */
const CLOSING_MS = 2_000;

declare module 'fastify' {
  interface FastifyInstance {
    onFault: OnFault;
    application: Application;
  }
}

/** What the operator decides about the server. */
export interface HttpOptions {
  production: boolean;
  /** Proxies whose word about callers' addresses counts. */
  trustedProxies: string[];
  /** Requests of one person in a minute; 0 is no limit. */
  rateLimit: number;
  drainSeconds: number;
  corsOrigins: string[];
  maxSockets: number;
}

export type HttpServer = ReturnType<typeof createServer>;

function createServer(options: HttpOptions, log: Log) {
  const headers = securityHeaders(options.production);
  return Fastify({
    // Typed by Fastify's own smaller interface, so that the server's type does not name pino's.
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    clientErrorHandler: handleClientError,
    bodyLimit: MAX_BODY_BYTES,
    // Fastify's own default waits for ever, and Node looks every 30 s who is late.
    requestTimeout: 15_000,
    connectionTimeout: 30_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000, maxHeaderSize: MAX_HEADER_BYTES },
    // Who comes while it stops is served: a balancer may not know yet.
    return503OnClosing: false,
    // Without proxies nobody's word is taken for an address.
    trustProxy: options.trustedProxies.length > 0 && options.trustedProxies,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // A path that cannot be read, or is far too long. No hook runs for it, and Fastify itself would repeat it to the caller.
    frameworkErrors(_error, request, reply) {
      answerError(new UnknownPath(), request, reply.headers(headers).header('x-request-id', request.id));
    },
  }).withTypeProvider<ZodTypeProvider>();
}

/** Who has been here before, and where other nodes count as well. */
interface Known {
  recall: Recall;
  eventsUrl?: string | undefined;
}

/** The HTTP server with everything that is the same for every door: limits, headers, logs, the shape of errors. */
export async function openHttp(
  options: HttpOptions,
  log: Log,
  onFault: OnFault,
  known: Known = { recall: () => undefined },
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
  // Probes come every few seconds, and say nothing that the metrics do not.
  server.addHook('onResponse', (request, reply, done) => {
    request.log[isProbe(request) ? 'debug' : 'info'](requestLine(request, reply), 'request');
    done();
  });
  rejectEarly(server, options.rateLimit > 0, isProbe);
  drainOnClose(server, options.drainSeconds);
  server.setErrorHandler((error: FastifyError, request, reply) =>
    answerError(refusalFor(error, request, onFault), request, reply),
  );
  server.setNotFoundHandler((request, reply) => answerError(new UnknownPath(), request, reply));

  await server.register(cors, { origin: options.corsOrigins, credentials: true, maxAge: 600 });
  if (options.rateLimit > 0) await startCounting(server, options.rateLimit, known);
  await server.register(websocket, {
    options: { maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false, handleProtocols },
    preClose(done) {
      // Whoever does not answer the goodbye is not waited for.
      const impatience = setTimeout(() => {
        for (const client of this.websocketServer.clients) client.terminate();
      }, CLOSING_MS);
      this.websocketServer.once('close', () => clearTimeout(impatience));
      this.websocketServer.close(() => done());
    },
  });
  server.addHook('preValidation', (request, _reply, done) => {
    const isFull = request.ws && server.websocketServer.clients.size >= options.maxSockets;
    done(
      isFull
        ? new Unavailable(
            'This server holds as many connections as it can, please try again',
            RETRY_AFTER_SECONDS,
          )
        : undefined,
    );
  });
  return server;
}

/**
 * Whether a browser page from there may open a WebSocket: our own pages, and the configured origins (RFC 6455 §10.2). Behind a proxy that
 * nobody named our own are https:, whatever this server takes itself for; but what came by TLS is not for a page that did not.
 */
export function isAllowedOrigin(
  { headers: { origin, host }, protocol }: FastifyRequest,
  { corsOrigins }: Pick<HttpOptions, 'corsOrigins'>,
) {
  return (
    origin === undefined || [...corsOrigins, `https://${host}`, `${protocol}://${host}`].includes(origin)
  );
}

const isProbe = (request: FastifyRequest) => /^\/(healthz|readyz|metrics)($|\?)/.test(request.url);

async function startCounting(server: FastifyInstance, most: number, { recall, eventsUrl }: Known) {
  const others = eventsUrl && /^rediss?:/.test(eventsUrl) ? openSharedCounters(eventsUrl) : undefined;
  const counters = openCounters(others?.share);
  server.addHook('onClose', async () => {
    counters.close();
    others?.close();
  });
  // Files that never change are no load.
  await limitRates(server, {
    most,
    counters,
    recall,
    isFree: (request) => isProbe(request) || request.url.startsWith('/assets/'),
  });
}

const requestLine = (request: FastifyRequest, reply: FastifyReply) => ({
  method: request.method,
  // The route as it is written, since a path that somebody made up may hold a name.
  route: request.routeOptions.url ?? 'unknown',
  status: reply.statusCode,
  ms: Math.round(reply.elapsedTime),
});
