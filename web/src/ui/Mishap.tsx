import { Component, type ReactNode } from 'react';
import { useWords } from '../words/portal.ts';
import { Page } from './Page.tsx';

/** What is shown when a page breaks, or a newer server no longer has its file: never nothing. */
export class Mishap extends Component<{ children: ReactNode }> {
  override state = { broke: false };

  static getDerivedStateFromError() {
    return { broke: true };
  }

  override render() {
    return this.state.broke ? <Reload /> : this.props.children;
  }
}

function Reload() {
  const { mishap: words } = useWords();
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
