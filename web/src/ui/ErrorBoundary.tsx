import { Component, type ReactNode } from 'react';
import { useWords } from '../words/portal.ts';
import { Page } from './Page.tsx';

/** Offers a reload when a page throws, or when a newer server no longer has the page's file. */
export class ErrorBoundary extends Component<{ children: ReactNode }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Reload /> : this.props.children;
  }
}

function Reload() {
  const { pageError: words } = useWords();
  return (
    <Page title={words.title}>
      <p role="alert">{words.body}</p>
      <div>
        <button type="button" className="button primary" onClick={() => window.location.reload()}>
          {words.reload}
        </button>
      </div>
    </Page>
  );
}
