import { Component, type ReactNode } from 'react';
import { useMissedAnswer } from '../api/use-connection.ts';
import { onceReachable, PROBE_EVERY_MS, useRetry } from '../api/use-retry.ts';
import { useWords } from '../words/portal.ts';
import { LoadingPage } from './Loading.tsx';
import { Page } from './Page.tsx';

interface Props {
  /** What is there instead. Without it, the error is a whole page's. */
  fallback?: ReactNode;
  children: ReactNode;
}

/** Keeps an error in its place: what throws inside is replaced, what is outside stays. */
export class ErrorBoundary extends Component<Props, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (!('error' in this.state)) return this.props.children;
    if (this.props.fallback !== undefined) return this.props.fallback;
    return isFileMissing(this.state.error) && mayReload() ? <ReloadWhenBack /> : <FailedPage />;
  }
}

/**
 * A page's file could not be loaded: the network is away, or a newer server no longer has it. The words are
 * those of Chromium, Firefox, Safari and of the loader that Vite adds for styles.
 */
const isFileMissing = (error: unknown) =>
  error instanceof Error &&
  /dynamically imported module|Importing a module script|Unable to preload/i.test(error.message);

/** Not again and again: a page that has just been reloaded leaves it to the person. */
const JUST_NOW_MS = 30_000;
const mayReload = () => {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]; // by its type
  return navigation?.type !== 'reload' || performance.now() > JUST_NOW_MS;
};

/** Reloads as soon as the server answers. Meanwhile the notice above the page says what is the matter. */
function ReloadWhenBack() {
  useMissedAnswer(true);
  useRetry(
    onceReachable(() => window.location.reload()),
    PROBE_EVERY_MS,
  );
  return <LoadingPage />;
}

function FailedPage() {
  const { pageError: words } = useWords();
  return (
    <Page title={words.title}>
      <p role="alert">{words.body}</p>
      <ReloadButton />
    </Page>
  );
}

/** Says that a part of the page is missing. The rest goes on without it. */
export function FailedPart() {
  const { pageError: words } = useWords();
  return (
    <div role="alert" className="notice warn">
      <strong>{words.part}</strong>
      <ReloadButton />
    </div>
  );
}

function ReloadButton() {
  const { pageError: words } = useWords();
  return (
    <div>
      <button type="button" className="button" onClick={() => window.location.reload()}>
        {words.reload}
      </button>
    </div>
  );
}
