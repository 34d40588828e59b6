/**
 * Asks at most once in this time, however many ask. An answer is as old as that at most, and those who come
 * while it is being found wait for it.
 */
export function shareFor<Answer>(milliseconds: number, ask: () => Promise<Answer>) {
  let shared: { askedAt: number; answer: Promise<Answer> } | undefined;
  return () => {
    const now = performance.now();
    if (!shared || now - shared.askedAt > milliseconds) shared = { askedAt: now, answer: ask() };
    return shared.answer;
  };
}

/** Asks one question at a time. Those who come meanwhile get its answer, which is never an older one. */
export function shareWhileAsking<Answer>(ask: () => Promise<Answer>) {
  let shared: Promise<Answer> | undefined;
  return () => {
    shared ??= ask().finally(() => {
      shared = undefined;
    });
    return shared;
  };
}
