import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal, Unavailable } from '../refusals.ts';

/** Far more than browsers, proxies and tracing send. */
const MAX_HEADERS = 100;
/**
 * An event loop with this delay is overloaded: callers have given up. Under full load it stays below 100 ms.
 */
const OVERLOAD_DELAY_MS = 2_000;
/** Two delays in a row count as overload. One may come from a suspended machine or a single long task. */
const CHECK_EVERY_MS = 500;
const RETRY_AFTER_SECONDS = 5;

class TooManyHeaders extends Refusal {
  readonly status = 431;
  constructor() {
    super('BAD_USER_INPUT', 'The request has too many headers');
  }
}

/** RFC 9110 §15.5.16. The server decompresses nothing, so decompression bombs are harmless. */
class CompressedBody extends Refusal {
  readonly status = 415;
  constructor() {
    super('BAD_USER_INPUT', 'The request body must not be compressed');
  }
}

/**
 * Rejects requests before authentication and before their bodies are read: too many headers (431), compressed
 * bodies (415) and, if `isLimited`, all but probes during overload (503).
 */
export function rejectEarly(
  server: FastifyInstance,
  isLimited: boolean,
  isProbe: (request: FastifyRequest) => boolean,
) {
  const isOverloaded = isLimited ? watchEventLoop(server) : () => false;
  server.addHook('onRequest', (request, reply, done) => {
    if (request.raw.rawHeaders.length > MAX_HEADERS * 2) return done(new TooManyHeaders());
    const encoding = request.headers['content-encoding'];
    if (encoding && encoding !== 'identity') {
      reply.header('accept-encoding', 'identity');
      return done(new CompressedBody());
    }
    // Failing probes would move this server's load to the other nodes.
    if (isOverloaded() && !isProbe(request))
      return done(new Unavailable('The server is overloaded, please try again', 'BUSY', RETRY_AFTER_SECONDS));
    done();
  });
}

/** Returns a function that says whether the event loop was delayed twice in a row. */
function watchEventLoop(server: FastifyInstance) {
  let lastCheck = performance.now();
  let delaysInARow = 0;
  const checking = setInterval(() => {
    const now = performance.now();
    delaysInARow = now - lastCheck > OVERLOAD_DELAY_MS ? delaysInARow + 1 : 0;
    lastCheck = now;
  }, CHECK_EVERY_MS).unref();
  server.addHook('onClose', async () => clearInterval(checking));
  return () => delaysInARow > 1;
}
