import type { Client as Socket, SubscribePayload } from 'graphql-ws';

/** The server says how things are at least every 30 s. Who has not heard it twice is not being told. In milliseconds, as all of these. */
const SILENCE = 55_000;
const SHORTEST_PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;

/** What asking again does not change. */
const FINAL = [
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
];
const TOKEN_ENDED = 'UNAUTHENTICATED';

type Sink = Parameters<Socket['subscribe']>[1];

/**
 * Subscribes until whoever listens has had enough; the returned function says so. Behind a gateway the socket stays open while the
 * server behind it dies: the stream then falls silent, or is completed as if all were well. Either way it is asked for again.
 */
export function keepListening(
  line: Pick<Socket, 'subscribe' | 'terminate'>,
  payload: SubscribePayload,
  sink: Sink,
  silence = SILENCE,
) {
  let timer: ReturnType<typeof setTimeout>;
  let failures = 0;
  let leave = () => {};

  function listen() {
    const since = Date.now();
    let present = true;
    let code: unknown;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(again, silence);
    };
    const hangUp = line.subscribe(payload, {
      next(result) {
        if (!present) return;
        watch();
        code = result.errors?.[0]?.extensions?.code;
        // Of what passes nobody need know, and urql would add it to everything that follows.
        if (result.data || FINAL.includes(String(code))) sink.next(result);
      },
      error(error) {
        if (!present) return;
        leave();
        sink.error(error);
      },
      complete() {
        if (!present) return;
        leave();
        if (FINAL.includes(String(code))) return sink.complete();
        // The socket was opened with a token that no longer counts. The next one is opened with a fresh one.
        if (code === TOKEN_ENDED) line.terminate();
        failures = Date.now() - since > LONGEST_PAUSE ? 0 : failures + 1;
        timer = setTimeout(listen, pauseAfter(failures));
      },
    });
    leave = () => {
      present = false;
      clearTimeout(timer);
      hangUp();
    };
    watch();
  }
  function again() {
    leave();
    listen();
  }

  listen();
  return () => leave();
}

/** Longer from time to time and never the same for everyone: who were dropped together must not come back together. */
const pauseAfter = (failures: number) =>
  Math.min(SHORTEST_PAUSE * 2 ** failures, LONGEST_PAUSE) * (0.5 + Math.random() / 2);
