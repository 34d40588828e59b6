import { useEffect } from 'react';
import { useHistoryState } from 'wouter/use-browser-location';

type Intent = 'start' | 'join' | 'end';

/**
 * Does what the person clicked on the page before, as soon as it is possible. A reload does not repeat it.
 */
export function useIntent(intent: Intent, isPossible: boolean, act: () => void) {
  const state = useHistoryState<Partial<Record<Intent, boolean>> | null>();
  const isWanted = Boolean(state?.[intent]) && isPossible;
  useEffect(() => {
    if (!isWanted) return;
    history.replaceState(null, '');
    act();
  }, [isWanted, act]);
}
