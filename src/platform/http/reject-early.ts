import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal, Unavailable } from '../refusals.ts';

/** Names and values, as they came: far more than any browser, proxy or tracing adds. */
const MAX_HEADERS = 100;
/** Whoever waits for longer than this for a turn has given up, in milliseconds. A full load keeps turns under a tenth of a second. */
const TOO_LATE_MS = 2_000;
/** How often it is looked. Twice too late in a row, since a machine that slept, or one long turn, is no load. */
const CHECK_EVERY_MS = 500;
const RETRY_AFTER_SECONDS = 5;

class TooManyHeaders extends Refusal {
  readonly status = 431;
  constructor() {
    super('BAD_USER_INPUT', 'The request has too many headers');
  }
}

/** RFC 9110 §15.5.16. Nothing is unpacked here, so nothing small can become large. */
class PackedBody extends Refusal {
  readonly status = 415;
  constructor() {
    super('BAD_USER_INPUT', 'The request body must not be compressed');
  }
}

/** Before anybody is asked who they are, or a body is read: what is not served, and what cannot be at the moment, where amounts are limited at all. */
export function rejectEarly(
  server: FastifyInstance,
  isLimited: boolean,
  isProbe: (request: FastifyRequest) => boolean,
) {
  const isLate = isLimited ? watchEventLoop(server) : () => false;
  server.addHook('onRequest', (request, reply, done) => {
    if (request.raw.rawHeaders.length > MAX_HEADERS * 2) return done(new TooManyHeaders());
    const encoding = request.headers['content-encoding'];
    if (encoding && encoding !== 'identity') {
      reply.header('accept-encoding', 'identity');
      return done(new PackedBody());
    }
    // A probe that failed would take this server's share of the load to the others.
    if (isLate() && !isProbe(request))
      return done(new Unavailable('The server is overloaded, please try again', RETRY_AFTER_SECONDS));
    done();
  });
}

/** Whether this process has kept everyone waiting for seconds, over and over. */
function watchEventLoop(server: FastifyInstance) {
  let lastLook = performance.now();
  let lateInARow = 0;
  const looking = setInterval(() => {
    const now = performance.now();
    lateInARow = now - lastLook > TOO_LATE_MS ? lateInARow + 1 : 0;
    lastLook = now;
  }, CHECK_EVERY_MS).unref();
  server.addHook('onClose', async () => clearInterval(looking));
  return () => lateInARow > 1;
}
