const SECOND = 1_000;

/** Calls back when a moment has come, or within a second after: one timer for however many wait for theirs. */
export function openWheel() {
  const due = new Map<number, Set<() => void>>();
  let next = 0;
  let timer: NodeJS.Timeout | undefined;

  function turn() {
    for (const now = secondOf(Date.now()); next <= now; next++) {
      const callbacks = due.get(next);
      due.delete(next);
      for (const callback of callbacks ?? []) callback();
    }
    if (due.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    /** At that moment, in milliseconds since the epoch, unless the returned function is called before. */
    at(moment: number, callback: () => void) {
      if (!timer) {
        next = secondOf(Date.now()) + 1;
        timer = setInterval(turn, SECOND).unref();
      }
      const second = Math.max(Math.ceil(moment / SECOND), next);
      const others = due.get(second) ?? new Set();
      due.set(second, others.add(callback));
      return () => {
        others.delete(callback);
        if (others.size === 0 && due.get(second) === others) due.delete(second);
      };
    },
  };
}
export type Wheel = ReturnType<typeof openWheel>;

const secondOf = (milliseconds: number) => Math.floor(milliseconds / SECOND);
