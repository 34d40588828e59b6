import type { FastifyInstance } from 'fastify';
import { BadUserInput } from '../refusals.ts';

/** Levels. The deepest that our own clients send has four. */
const MAX_DEPTH = 100;

/** Reads JSON bodies. Legacy clients announce one and send nothing with POST …/start and …/end. */
export function readJsonBodies(server: FastifyInstance) {
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (body === '') return done(null, undefined);
    parseJson(request, body, (error, value) => {
      // What comes after takes a call of a function for each level.
      if (!error && isDeeperThan(MAX_DEPTH, value))
        done(new BadUserInput('The request body is nested too deeply'));
      else done(error, value);
    });
  });
}

/** `for … in`, since every request comes through here. */
function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const key in value) if (isDeeperThan(levels - 1, value[key as keyof typeof value])) return true; // one of its keys
  return false;
}
