import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Refusal } from '../refusals.ts';
import { redactValues } from './redact-values.ts';
import { refusalOf } from './refusal-of.ts';

/** Called with every error that is our fault, before it is masked. */
export type OnFault = (error: unknown, requestId: string) => void;

/** Formats an error for GraphQL callers, over HTTP and WebSocket. */
export function presentError(
  error: GraphQLError,
  requestId: string,
  onFault: OnFault,
): GraphQLFormattedError {
  // An error without a path is about the operation itself, not about a resolver.
  if (!error.path) return withCode(error, 'BAD_USER_INPUT');
  const refusal = presentable(error.originalError ?? error, requestId, onFault);
  const { http: _http, ...extensions } = refusal.extensions;
  return {
    message: refusal.message,
    path: error.path,
    ...(error.locations && { locations: error.locations }),
    extensions,
  };
}

function withCode(error: GraphQLError, code: string) {
  const {
    locations,
    extensions: { http: _http, stacktrace: _stacktrace, ...extensions },
  } = error;
  return {
    message: redactValues(error),
    ...(locations && { locations }),
    extensions: { code, ...extensions },
  };
}

/** The refusal to show for an error. Calls `onFault` if the error is our fault. */
export function presentable(error: unknown, requestId: string, onFault: OnFault): Refusal {
  const refusal = refusalOf(error, requestId);
  if (refusal.status >= 500 && refusal !== error) onFault(error, requestId);
  return refusal;
}

/** Describes a fault for the log. It omits most messages, because they may contain SQL and patients' data. */
export function describeFault(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  const isProgrammingError =
    error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
  return {
    type: error.name,
    ...('code' in error && { code: error.code }),
    ...(isProgrammingError && { message: error.message }),
    frames: frames?.slice(0, 12),
  };
}
