import { useWords } from '../words/portal.ts';

/** Tells people that something is loading. */
export function Loading() {
  return (
    <p role="status" className="loading">
      {useWords().loading}
    </p>
  );
}
