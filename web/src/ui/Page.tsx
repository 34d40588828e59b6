import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../words/portal.ts';

interface Props {
  title: string;
  /** Actions beside the heading. */
  aside?: ReactNode;
  /** When it changes, the heading takes the focus again, as on a new page. */
  state?: string;
  children: ReactNode;
}

/** A page with its heading. */
export function Page({ title, aside, state, children }: Props) {
  return (
    <div className="page stack">
      <div className="row spread">
        <Heading key={state} title={title} />
        {aside}
      </div>
      {children}
    </div>
  );
}

/** Titles the browser's tab, and takes the focus when the page opens, so that screen readers start there. */
function Heading({ title }: { title: string }) {
  const { product } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  );
}
