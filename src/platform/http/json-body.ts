import type { FastifyInstance } from 'fastify';
import { BadUserInput } from '../refusals.ts';

/** Our own clients send four levels at most. */
const MAX_DEPTH = 100;

/**
 * Parses JSON bodies. Empty ones are allowed, because legacy clients send them with POST …/start and …/end.
 */
export function readJsonBodies(server: FastifyInstance) {
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (body === '') return done(null, undefined);
    parseJson(request, body, (error, value) => {
      // Later code recurses once for each level, so deep nesting could overflow the stack.
      if (!error && isDeeperThan(MAX_DEPTH, value))
        done(new BadUserInput('The request body is nested too deeply'));
      else done(error, value);
    });
  });
}

/** Uses `for … in` because it is fast and every request with a body is checked. */
function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  // `as`: `for … in` types its keys as string.
  for (const key in value) if (isDeeperThan(levels - 1, value[key as keyof typeof value])) return true;
  return false;
}
