import { useWords } from '../words/portal.ts';

/** Stands for rows that are loading, in about their place and size. */
export function Loading() {
  return (
    <div role="status" className="loading">
      <span className="unseen">{useWords().loading}</span>
      <span className="bar" />
      <span className="bar" />
      <span className="bar" />
    </div>
  );
}

/** Stands for a page that is loading: its heading and its rows. */
export function LoadingPage() {
  return (
    <div className="page stack">
      <div className="loading">
        <span className="bar title" />
      </div>
      <Loading />
    </div>
  );
}
