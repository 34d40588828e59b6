import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../words/portal.ts';

interface Props {
  title: string;
  /** What can be done, beside the heading. */
  aside?: ReactNode;
  /** Changes when the page becomes another one, although its heading stays. */
  state?: string;
  children: ReactNode;
}

/** One page of the client. */
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

/** Names the browser's tab, and takes the focus when its page is come to, lest it be lost. */
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
