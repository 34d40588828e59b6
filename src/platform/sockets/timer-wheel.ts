const SECOND_MS = 1_000;

/**
 * A timer wheel with a resolution of one second: one timer serves any number of callbacks. It calls back up
 * to two seconds late. It uses the monotonic clock.
 */
export function openTimerWheel() {
  const due = new Map<number, Set<() => void>>();
  let next = 0;
  let timer: NodeJS.Timeout | undefined;

  function tick() {
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
    /** Calls back after this time, unless the returned function is called before. */
    in(milliseconds: number, callback: () => void) {
      const now = performance.now();
      if (!timer) {
        next = secondOf(now) + 1;
        timer = setInterval(tick, SECOND_MS).unref();
      }
      const second = Math.max(Math.ceil((now + milliseconds) / SECOND_MS), next);
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

const secondOf = (milliseconds: number) => Math.floor(milliseconds / SECOND_MS);
