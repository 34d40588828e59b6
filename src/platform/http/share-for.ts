/**
 * Asks at most once in this time, however many ask. An answer is as old as that at most, and whoever comes
 * while it is being found waits for it.
 */
export function shareFor<Answer>(milliseconds: number, ask: () => Promise<Answer>) {
  let shared: { askedAt: number; answer: Promise<Answer> } | undefined;
  return () => {
    const now = performance.now();
    if (!shared || now - shared.askedAt > milliseconds) shared = { askedAt: now, answer: ask() };
    return shared.answer;
  };
}
