import { GraphQLError } from 'graphql';
import { BadUserInput, Internal, Refusal, Unavailable } from '../refusals.ts';

/** Turns any thrown value into a refusal that is safe to show to callers. */
export function refusalOf(error: unknown, requestId: string): Refusal {
  if (error instanceof Refusal) return error;
  const argument = wrongArgument(error);
  if (argument)
    return new BadUserInput(`The argument ${argument} lacks a value that it must have`, [argument]);
  if (isUnstorable(error)) return new BadUserInput('A text holds a NUL character, which cannot be kept');
  if (isDiskFull(error))
    return new Unavailable(
      'The disk of the database is full: nothing can be saved until there is room again',
      'DISK_FULL',
    );
  if (isDatabaseOutage(error))
    return new Unavailable('The database cannot be reached right now, please try again', 'DATABASE');
  return new Internal(requestId);
}

/**
 * The argument that graphql-js could not read when a field was about to be resolved. Validation allows a
 * variable that may be null where null is none, if there is a default. Our resolvers throw no such error.
 */
const wrongArgument = (error: unknown) =>
  error instanceof GraphQLError ? /^Argument "(\w+)" /.exec(error.message)?.[1] : undefined;

/** PostgreSQL rejects NUL in text: with 22021, or with 08P01 if the NUL truncates a protocol message. */
function isUnstorable(error: unknown) {
  if (!(error instanceof Error && 'code' in error)) return false;
  return (
    error.code === '22021' ||
    (error.code === '08P01' && /insufficient data left in message|invalid message format/.test(error.message))
  );
}

/** Retrying does not help until an operator frees space. */
const isDiskFull = (error: unknown) => error instanceof Error && 'code' in error && error.code === '53100';

/** SQLSTATE classes 08 (connection), 53 (resources) and 57 (cancelled, shut down), and socket errors. */
const OUTAGE_CODES = /^(08|53|57|ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN)/;
/** Messages of pg and its pool that have no code. */
const OUTAGE_MESSAGES =
  /Connection terminated|is not queryable|timeout exceeded when trying to connect|timeout expired|Query read timeout/;

function isDatabaseOutage(error: unknown) {
  if (!(error instanceof Error)) return false;
  return OUTAGE_CODES.test('code' in error ? String(error.code) : '') || OUTAGE_MESSAGES.test(error.message);
}
