import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { type Refusal, refusalOf } from '../refusals.ts';
import { redactValues } from './redact-values.ts';

/** Called with every error that is a fault of ours, before it is masked. */
export type OnFault = (error: unknown, requestId: string) => void;

/** What a GraphQL caller gets to see of an error, over HTTP and WebSocket alike. */
export function presentError(
  error: GraphQLError,
  requestId: string,
  onFault: OnFault,
): GraphQLFormattedError {
  // Without a path it is about the operation itself, not about what a resolver did.
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

/** The refusal that a caller may see, having reported what must be mended. */
export function presentable(error: unknown, requestId: string, onFault: OnFault): Refusal {
  const refusal = refusalOf(error, requestId);
  if (refusal.status >= 500 && refusal !== error) onFault(error, requestId);
  return refusal;
}

/** A fault in a form that may be logged: statements and messages can hold patients' data, names of types and places in the code cannot. */
export function describeFault(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  const isOurSlip =
    error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
  return {
    type: error.name,
    ...('code' in error && { code: error.code }),
    ...(isOurSlip && { message: error.message }),
    frames: frames?.slice(0, 12),
  };
}
