import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Config } from '../config.ts';
import { RateLimited } from './errors.ts';
import { answerError, refusalFor, UnknownPath } from './http-errors.ts';
import type { Log } from './logging.ts';
import type { OnFault } from './present-error.ts';

const MAX_BODY_BYTES = 256 * 1024;
const MAX_FRAME_BYTES = 64 * 1024;
/** Per person (or address, before sign-in) and minute: a poll of every appointment each 15 s stays far below. */
const MAX_REQUESTS_PER_MINUTE = 1_200;
const GOING_AWAY = 1001;
/** How long a WebSocket client may take to agree to its end. */
const CLOSING_MS = 2_000;

export type HttpServer = ReturnType<typeof createServer>;

function createServer(log: Log) {
  return Fastify({
    // Typed by Fastify's own smaller interface, so that the server's type does not name pino's.
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: MAX_BODY_BYTES,
    // Fastify's own default waits for ever.
    requestTimeout: 15_000,
    connectionTimeout: 30_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
}

/** The HTTP server with everything that is the same for every door: limits, headers, logs, the shape of errors. */
export async function openHttp(config: Config, log: Log, onFault: OnFault) {
  const server = createServer(log);
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  acceptEmptyBodies(server);

  server.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  // Probes come every few seconds, and say nothing that the metrics do not.
  server.addHook('onResponse', async (request, reply) =>
    request.log[isProbe(request) ? 'debug' : 'info'](requestLine(request, reply), 'request'),
  );
  hangUpWhenStopping(server);
  server.setErrorHandler((error: FastifyError, request, reply) => answerError(refusalFor(error, request, onFault), request, reply));
  server.setNotFoundHandler((request, reply) => answerError(new UnknownPath(), request, reply));

  await server.register(helmet, { contentSecurityPolicy: false, hsts: config.production });
  await server.register(cors, { origin: config.corsOrigins, credentials: true, maxAge: 600 });
  if (config.rateLimit) {
    await server.register(rateLimit, {
      max: MAX_REQUESTS_PER_MINUTE,
      timeWindow: 60_000,
      keyGenerator: (request) => request.headers.authorization ?? request.ip,
      // Files that never change are no load, and a whole clinic may come from one address.
      allowList: (request) => isProbe(request) || request.url.startsWith('/assets/'),
      errorResponseBuilder: (_request, { ttl }) => new RateLimited(Math.ceil(ttl / 1000)),
    });
  }
  await server.register(websocket, {
    options: { maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false },
    preClose(done) {
      for (const client of this.websocketServer.clients) client.close(GOING_AWAY, 'Going away');
      // Whoever does not answer is not waited for.
      const impatience = setTimeout(() => {
        for (const client of this.websocketServer.clients) client.terminate();
      }, CLOSING_MS);
      this.websocketServer.once('close', () => clearTimeout(impatience));
      this.websocketServer.close(() => done());
    },
  });
  return server;
}

/** Whether a browser page from there may open a WebSocket: our own pages, and the configured origins (RFC 6455 §10.2). */
export function isAllowedOrigin(request: FastifyRequest, config: Config) {
  const { origin, host } = request.headers;
  return !origin || config.corsOrigins.includes(origin) || (URL.canParse(origin) && new URL(origin).host === host);
}

const isProbe = (request: FastifyRequest) => /^\/(healthz|readyz|metrics)$/.test(request.url);

/** A kept-alive connection would hold the end of the process; its client is asked to open another, elsewhere. */
function hangUpWhenStopping(server: ReturnType<typeof createServer>) {
  let stopping = false;
  server.addHook('preClose', async () => {
    stopping = true;
  });
  server.addHook('onSend', async (_request, reply) => {
    if (stopping) void reply.header('connection', 'close');
  });
}

/** Legacy clients announce JSON and send nothing with POST …/start and …/end. */
function acceptEmptyBodies(server: ReturnType<typeof createServer>) {
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) =>
    body === '' ? done(null, undefined) : parseJson(request, body, done),
  );
}

const requestLine = (request: FastifyRequest, reply: FastifyReply) => ({
  method: request.method,
  // The route as it is written, since a path that somebody made up may hold a name.
  route: request.routeOptions.url ?? 'unknown',
  status: reply.statusCode,
  ms: Math.round(reply.elapsedTime),
});
