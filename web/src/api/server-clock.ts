/** Answers name whole seconds and take time to arrive. */
const TOLERANCE_MS = 2_000;

export interface ServerClock {
  /** The server's time, in milliseconds since 1970. */
  now(): number;
  /** Compares the device's clock with an answer that was asked for at `askedAt` of it. */
  learn(answer: Response, askedAt: number): void;
  /** Calls back when the device's clock turns out to be wrong, until the returned function is called. */
  listen(callback: () => void): () => void;
}

/**
 * The server's clock as its answers tell it (`Date` header). People's devices may be wrong by hours, and a visit
 * would then seem to be over or far away.
 */
export function openServerClock(): ServerClock {
  let ahead = 0;
  const listeners = new Set<() => void>();
  return {
    now: () => Date.now() + ahead,
    learn({ headers }, askedAt) {
      const answeredAt = Date.parse(headers.get('date') ?? '');
      if (Number.isNaN(answeredAt)) return;
      const learned = answeredAt + 500 - (askedAt + Date.now()) / 2;
      if (Math.abs(learned - ahead) <= TOLERANCE_MS) return;
      ahead = Math.abs(learned) <= TOLERANCE_MS ? 0 : learned;
      for (const listener of listeners) listener();
    },
    listen(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
  };
}
