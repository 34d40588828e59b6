import { GraphQLError } from 'graphql';

/**
 * Tells a caller why a request failed, with a message for people, a `code` for programs that never changes,
 * and the HTTP status for REST. Every other error is our fault and is masked.
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

/** An argument and the input fields in it, such as `['input', 'startsAt']`, with the index in a list. */
export type InputPath = readonly (string | number)[];

/**
 * Names the `field` wherever one argument is at fault, so that a form can mark it. A `reason` says which of
 * several faults it is.
 */
export class BadUserInput extends Refusal {
  readonly status = 400;
  constructor(message: string, field?: InputPath, reason?: string) {
    super('BAD_USER_INPUT', message, { ...(field && { field }), ...(reason && { reason }) });
  }
}

/** The variables ask for too much. It has the same HTTP status as a document that is too large by itself. */
export class TooMuchAsked extends Refusal {
  readonly status = 400;
  constructor(message: string) {
    super('BAD_USER_INPUT', message, { http: { status: 400 } });
  }
}

/**
 * The token is missing, invalid or unusable. Nothing else uses 401, because legacy clients sign out on it.
 */
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

/**
 * An expected answer, with the documented message. It is not audited, because clients may poll every 15 s.
 */
export class RoomNotReady extends Refusal {
  readonly status = 404;
  constructor() {
    super('ROOM_NOT_READY', 'Room not found or not started yet');
  }
}
/** One shared instance: creating an error takes a large part of a poll's time, and polls are frequent. */
export const ROOM_NOT_READY = new RoomNotReady();

/** The extensions hold `reason` where an operation has several conflicts, or what is stored instead. */
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

/** Too many on one connection. There is no Retry-After, because nobody knows when one of them will end. */
export class TooManyOperations extends Refusal {
  readonly status = 429;
  constructor(limit: number) {
    super('RATE_LIMITED', `At most ${limit} operations at a time go over one connection`);
  }
}

/** Of these, only VIDEO_SETTINGS and DISK_FULL do not pass by themselves. */
type UnavailableReason = 'BUSY' | 'DATABASE' | 'DISK_FULL' | 'ISSUER' | 'VIDEO_SETTINGS';

export class Unavailable extends Refusal {
  readonly status = 503;
  constructor(message: string, reason: UnavailableReason, retryAfterSeconds?: number) {
    super('UNAVAILABLE', message, {
      reason,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
}

/** Nobody has decided anything yet, so it is not put on record. */
export class Busy extends Unavailable {
  constructor(retryAfterSeconds: number) {
    super('The server is too busy right now, please try again', 'BUSY', retryAfterSeconds);
  }
}

/**
 * No operation has this hash. Clients of automatic persisted queries expect this message and send the text
 * then.
 */
export class PersistedQueryNotFound extends Refusal {
  readonly status = 200;
  constructor() {
    super('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
  }
}

/** Only the operations of our own clients are allowed here. */
export class QueryNotInSafelist extends Refusal {
  readonly status = 403;
  constructor() {
    super('QUERY_NOT_IN_SAFELIST', 'Only trusted documents may be asked here');
  }
}

/** Our fault. The log has the cause under the request id. The caller does not get it. */
export class Internal extends Refusal {
  readonly status = 500;
  constructor(requestId: string) {
    super('INTERNAL_SERVER_ERROR', `Something went wrong. Please quote ${requestId}`, { requestId });
  }
}
