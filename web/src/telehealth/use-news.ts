import { useEffect, useRef } from 'react';
import { useAnnounce } from '../ui/Announcer.tsx';
import { chime } from '../ui/chime.ts';

/** Several people may come at once. One sound is enough for them. */
const QUIET_AFTER_CHIME_MS = 3_000;

/** Announces each visit once, by its key, and plays a sound. `tell` shows it, and returns what to announce. */
export function useNews<Visit>(
  visits: Visit[],
  keyOf: (visit: Visit) => string,
  tell: (visit: Visit) => string,
) {
  const announce = useAnnounce();
  const told = useRef(new Set<string>());
  const chimedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const news = visits.filter((visit) => !told.current.has(keyOf(visit)));
    if (news.length === 0) return;
    for (const visit of news) told.current.add(keyOf(visit));
    announce(news.map(tell).join('. '));
    if (performance.now() - chimedAt.current < QUIET_AFTER_CHIME_MS) return;
    chimedAt.current = performance.now();
    // Browsers refuse sound before the first click. What is to be seen is enough then.
    void chime().catch(() => undefined);
  });
}
