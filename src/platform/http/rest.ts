import { z } from 'zod';
import { toRowId } from '../database/row-id.ts';

/** An id in a request body. Legacy clients send numbers as text too. */
export const idNumber = z
  .union([
    z.int().positive(),
    z
      .string()
      .regex(/^\d{1,18}$/)
      .transform(Number),
  ])
  .transform(toRowId);

const Problem = z
  .object({
    error: z.string().describe('A sentence for people.'),
    code: z.string().optional().describe('For programs; never changes.'),
  })
  .meta({ id: 'Error' });

/** An answer whose body has a schema of its own in the document, if it has an id (`meta`). */
export const answer = <Body extends z.ZodType>(description: string, schema: Body) => ({
  description,
  content: { 'application/json': { schema } },
});

const meanings: Record<number, string> = {
  400: 'Malformed, or ids that do not belong together',
  401: 'No token, or one that is not valid here. Sign in again',
  403: 'Not yours to do',
  404: 'Not there, or not for you',
  409: 'The visit is closed, or the organization does not allow it',
  413: 'More than 256 KiB',
  415: 'Not JSON',
  429: 'Too many requests; see Retry-After',
  500: 'A fault of ours. The sentence has the id by which the log knows the request',
  503: "The organization's video settings or the database cannot be used right now",
};

/** Statuses that every route may return. */
const COMMON_STATUSES = [401, 429, 500, 503];
/** More statuses of routes that read a body. */
export const UNREADABLE = [400, 413, 415];

/** The error responses of a route for OpenAPI, with the meaning of each status and the schema of the body. */
export const answers = (statuses: number[], shape: z.ZodType = Problem) =>
  Object.fromEntries(
    [...statuses, ...COMMON_STATUSES].map((status) => [status, answer(meanings[status] ?? '', shape)]),
  );
