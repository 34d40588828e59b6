import { GraphQLError } from 'graphql';

/**
 * Why a caller did not get what they asked for: a sentence for people, a `code` for programs that never changes,
 * and the HTTP status it has over REST. Everything else that is thrown is a fault of ours and is masked.
 */
export abstract class Refusal extends GraphQLError {
  abstract readonly status: number;
  constructor(
    readonly code: string,
    message: string,
    extensions: Record<string, unknown> = {},
  ) {
    super(message, { extensions: { code, ...extensions } });
  }
}

export class BadUserInput extends Refusal {
  readonly status = 400;
  constructor(message: string) {
    super('BAD_USER_INPUT', message);
  }
}

/** More than anybody has a use for, as its variables show. It has the status of a document that shows it by itself. */
export class TooMuchAsked extends Refusal {
  readonly status = 400;
  constructor(message: string) {
    super('BAD_USER_INPUT', message, { http: { status: 400 } });
  }
}

/** The token is missing, invalid or unusable. Legacy clients sign the person out on its 401, so nothing else uses it. */
export class Unauthenticated extends Refusal {
  readonly status = 401;
  constructor(message = 'Please sign in') {
    super('UNAUTHENTICATED', message, { http: { status: 401 } });
  }
}

export class Forbidden extends Refusal {
  readonly status = 403;
  constructor(message: string) {
    super('FORBIDDEN', message);
  }
}

export class NotFound extends Refusal {
  readonly status = 404;
  constructor(thing: string) {
    super('NOT_FOUND', `${thing} not found`);
  }
}

/** Expected waiting, in the documented words. Nothing is recorded for it: clients may ask every 15 s. */
export class RoomNotReady extends Refusal {
  readonly status = 404;
  constructor() {
    super('ROOM_NOT_READY', 'Room not found or not started yet');
  }
}
/** The same for everybody, and asked for all day long: to make one takes as long as much of what else a poll needs. */
export const ROOM_NOT_READY = new RoomNotReady();

export class Conflict extends Refusal {
  readonly status = 409;
  constructor(message: string, extensions?: Record<string, unknown>) {
    super('CONFLICT', message, extensions);
  }
}

export class RateLimited extends Refusal {
  readonly status = 429;
  constructor(retryAfterSeconds: number) {
    super('RATE_LIMITED', `Too many requests, try again in ${retryAfterSeconds} s`, {
      retryAfterSeconds,
      http: { status: 429 },
    });
  }
}

/** Of one connection, of which each has an end: no time can be named after which there is room again. */
export class TooManyOperations extends Refusal {
  readonly status = 429;
  constructor(most: number) {
    super('RATE_LIMITED', `At most ${most} operations at a time go over one connection`);
  }
}

export class Unavailable extends Refusal {
  readonly status = 503;
  constructor(message: string, retryAfterSeconds?: number) {
    super('UNAVAILABLE', message, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  }
}

/** No operation is known by this hash. Clients of automatic persisted queries know these words, and send the text as well. */
export class PersistedQueryNotFound extends Refusal {
  readonly status = 200;
  constructor() {
    super('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
  }
}

/** Here only the operations of our own clients may be asked. */
export class QueryNotInSafelist extends Refusal {
  readonly status = 403;
  constructor() {
    super('QUERY_NOT_IN_SAFELIST', 'Only trusted documents may be asked here');
  }
}

/** A fault of ours. The cause goes to the log under the request id, never to the caller. */
export class Internal extends Refusal {
  readonly status = 500;
  constructor(requestId: string) {
    super('INTERNAL_SERVER_ERROR', `Something went wrong. Please quote ${requestId}`, { requestId });
  }
}

/** Turns whatever was thrown into something a caller may see. */
export function refusalOf(error: unknown, requestId: string): Refusal {
  if (error instanceof Refusal) return error;
  if (isUnstorable(error)) return new BadUserInput('A text holds a NUL character, which cannot be kept');
  if (isDiskFull(error))
    return new Unavailable(
      'The disk of the database is full: nothing can be saved until there is room again',
    );
  if (isDatabaseOutage(error))
    return new Unavailable('The database cannot be reached right now, please try again');
  return new Internal(requestId);
}

/** PostgreSQL's texts end at a NUL, so a message that carries one is cut short (SQLSTATE 08P01, or 22021 where it is noticed). */
function isUnstorable(error: unknown) {
  if (!(error instanceof Error && 'code' in error)) return false;
  return (
    error.code === '22021' ||
    (error.code === '08P01' && /insufficient data left in message|invalid message format/.test(error.message))
  );
}

/** Not for trying again: somebody must make room. */
const isDiskFull = (error: unknown) => error instanceof Error && 'code' in error && error.code === '53100';

/** SQLSTATE classes 08 (connection), 53 (resources) and 57 (cancelled, shut down), and sockets that never got that far. */
const OUTAGE_CODES = /^(08|53|57|ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN)/;
/** What PostgreSQL's client and its pool say without a code. */
const OUTAGE_WORDS =
  /Connection terminated|is not queryable|timeout exceeded when trying to connect|timeout expired|Query read timeout/;

function isDatabaseOutage(error: unknown) {
  if (!(error instanceof Error)) return false;
  return OUTAGE_CODES.test('code' in error ? String(error.code) : '') || OUTAGE_WORDS.test(error.message);
}
