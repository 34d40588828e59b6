import { useWords } from '../words/portal.ts';

/** Says that something is on its way. */
export function Loading() {
  return (
    <p role="status" className="loading">
      {useWords().loading}
    </p>
  );
}
