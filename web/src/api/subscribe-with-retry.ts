import type { Client as Socket, SubscribePayload } from 'graphql-ws';

/** The server repeats the state at least every 30 s. After two missed ones the stream counts as dead. */
const MAX_SILENCE_MS = 55_000;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 15_000;

/** Errors that a retry does not change. */
const FINAL = [
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
];
/** Reasons for not beginning a subscription that do not last. */
const PASSING = ['RATE_LIMITED', 'UNAVAILABLE'];
const TOKEN_EXPIRED = 'UNAUTHENTICATED';

type Sink = Parameters<Socket['subscribe']>[1];

/**
 * Subscribes, and subscribes again until the returned function is called. A gateway keeps its socket open
 * when the server behind it dies: the stream then falls silent, or completes as if it had ended normally.
 */
export function subscribeWithRetry(
  socket: Pick<Socket, 'subscribe' | 'terminate'>,
  payload: SubscribePayload,
  sink: Sink,
  maxSilenceMs = MAX_SILENCE_MS,
) {
  let timer: ReturnType<typeof setTimeout>;
  let failures = 0;
  let stop = () => {};

  function subscribe() {
    const since = Date.now();
    let isCurrent = true;
    let code: unknown;
    const restartTimer = () => {
      clearTimeout(timer);
      timer = setTimeout(resubscribe, maxSilenceMs);
    };
    const retry = (reason: unknown, afterSeconds = 0) => {
      // The next socket is opened with a fresh token.
      if (reason === TOKEN_EXPIRED) socket.terminate();
      failures = Date.now() - since > MAX_RETRY_MS ? 0 : failures + 1;
      timer = setTimeout(subscribe, Math.max(afterSeconds * 1_000, retryDelayMs(failures)));
    };
    const unsubscribe = socket.subscribe(payload, {
      next(result) {
        if (!isCurrent) return;
        restartTimer();
        code = result.errors?.[0]?.extensions?.code;
        // Passing errors stay here: urql would add them to every later result.
        if (result.data || FINAL.includes(String(code))) sink.next(result);
      },
      error(error) {
        if (!isCurrent) return;
        stop();
        const refusal = refusalIn(error);
        // Others are for urql, which sends the text of an unknown hash, or renews the token.
        if (!PASSING.includes(String(refusal?.code))) return sink.error(error);
        retry(refusal?.code, refusal?.retryAfterSeconds);
      },
      complete() {
        if (!isCurrent) return;
        stop();
        if (FINAL.includes(String(code))) return sink.complete();
        retry(code);
      },
    });
    stop = () => {
      isCurrent = false;
      clearTimeout(timer);
      unsubscribe();
    };
    restartTimer();
  }
  function resubscribe() {
    stop();
    subscribe();
  }

  subscribe();
  return () => stop();
}

/** The server's reason for not beginning a subscription: an `error` message, with a list of errors. */
function refusalIn(error: unknown) {
  const [first] = Array.isArray(error) ? (error as { extensions?: Refusal }[]) : []; // as the protocol has it
  return first?.extensions;
}
interface Refusal {
  code?: unknown;
  retryAfterSeconds?: number;
}

/** Grows with each failure. Random, so that clients that were dropped together do not retry together. */
const retryDelayMs = (failures: number) =>
  Math.min(FIRST_RETRY_MS * 2 ** failures, MAX_RETRY_MS) * (0.5 + Math.random() / 2);
