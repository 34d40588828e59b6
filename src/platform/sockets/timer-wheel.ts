const SECOND = 1_000;

/**
 * Calls back when so much time has gone by, or within a second after: one timer for however many wait for theirs. By a clock that
 * nobody sets.
 */
export function openTimerWheel() {
  const due = new Map<number, Set<() => void>>();
  let next = 0;
  let timer: NodeJS.Timeout | undefined;

  function turn() {
    for (const now = secondOf(performance.now()); next <= now; next++) {
      const callbacks = due.get(next);
      due.delete(next);
      for (const callback of callbacks ?? []) callback();
    }
    if (due.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    /** After so many milliseconds, unless the returned function is called before. */
    in(milliseconds: number, callback: () => void) {
      const now = performance.now();
      if (!timer) {
        next = secondOf(now) + 1;
        timer = setInterval(turn, SECOND).unref();
      }
      const second = Math.max(Math.ceil((now + milliseconds) / SECOND), next);
      const others = due.get(second) ?? new Set();
      due.set(second, others.add(callback));
      return () => {
        others.delete(callback);
        if (others.size === 0 && due.get(second) === others) due.delete(second);
      };
    },
  };
}
export type TimerWheel = ReturnType<typeof openTimerWheel>;

const secondOf = (milliseconds: number) => Math.floor(milliseconds / SECOND);
