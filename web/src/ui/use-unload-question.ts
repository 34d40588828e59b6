import { useEffect } from 'react';

/** Lets the browser ask before it closes or leaves the page, while that would lose something. */
export function useUnloadQuestion(wouldLose: boolean) {
  useEffect(() => {
    if (!wouldLose) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [wouldLose]);
}
