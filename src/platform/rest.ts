import { z } from 'zod';
import type { RequestContext } from './context.ts';
import { toRowId } from './read.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route under /api/telehealth. */
    ctx: RequestContext;
  }
}

/** An id in a request body: legacy clients send numbers as text, too. */
export const idNumber = z
  .union([
    z.int().positive(),
    z
      .string()
      .regex(/^\d{1,18}$/)
      .transform(Number),
  ])
  .transform(toRowId);

const Problem = z.object({
  error: z.string().describe('A sentence for people.'),
  code: z.string().optional().describe('For programs; never changes.'),
});

const meanings: Record<number, string> = {
  400: 'Malformed, or ids that do not belong together',
  401: 'No token, or one that is not valid here. Sign in again',
  403: 'Not yours to do',
  404: 'Not there, or not for you',
  409: 'The visit is closed, or the organization does not allow it',
  429: 'Too many requests; see Retry-After',
  503: "The organization's video settings or the database cannot be used right now",
};

/** The documented refusals of a route, for OpenAPI: what each status means here, in the shape that its callers know. */
export const answers = (statuses: number[], shape: z.ZodType = Problem) =>
  Object.fromEntries(statuses.map((status) => [status, shape.describe(meanings[status] ?? '')]));
