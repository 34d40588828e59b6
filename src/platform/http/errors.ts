import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { BadUserInput, Refusal, RoomNotReady } from '../refusals.ts';
import { type OnFault, presentable } from './present-error.ts';

export class UnknownPath extends Refusal {
  readonly status = 404;
  constructor() {
    super('NOT_FOUND', 'There is nothing at this path');
  }
}

/** Fastify's own errors about a request, for example malformed, too large or an unsupported media type. */
class UnacceptableRequest extends Refusal {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super('BAD_USER_INPUT', message);
  }
}

/** Turns an error into the refusal to answer with over plain HTTP. Calls `onFault` if it is our fault. */
export const refusalFor = (error: FastifyError, request: FastifyRequest, onFault: OnFault) =>
  presentable(toRefusal(error), request.id, onFault);

function toRefusal(error: FastifyError): unknown {
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new BadUserInput(
      error.validation
        .map(
          ({ instancePath, message }) =>
            `${instancePath.slice(1).replaceAll('/', '.') || 'body'}: ${message}`,
        )
        .join('; '),
    );
  }
  if (error instanceof Refusal || !error.statusCode || error.statusCode >= 500) return error;
  // A JSON parser's message quotes the body, which may hold a patient's data.
  return new UnacceptableRequest(
    error.statusCode,
    error.statusCode === 400 ? 'The request body is not valid JSON' : error.message,
  );
}

/** Sends a refusal: in GraphQL's format below `/graphql`, and elsewhere as `{ error, code }`. */
export function answerError(refusal: Refusal, request: FastifyRequest, reply: FastifyReply) {
  void reply.code(refusal.status);
  if (refusal.extensions.retryAfterSeconds)
    void reply.header('retry-after', String(refusal.extensions.retryAfterSeconds));
  const { http: _http, ...extensions } = refusal.extensions;
  if (request.url.startsWith('/graphql'))
    return reply.send({ errors: [{ message: refusal.message, extensions }] });
  // The documented body of ROOM_NOT_READY has only this key.
  return reply.send(
    refusal instanceof RoomNotReady
      ? { error: refusal.message }
      : { error: refusal.message, code: refusal.code },
  );
}
