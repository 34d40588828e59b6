import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../words/portal.ts';
import { useAttention } from './attention.ts';

interface Props {
  title: string;
  /** Actions beside the heading. */
  aside?: ReactNode;
  /** When it changes, the heading takes the focus again, as on a new page. */
  state?: string;
  children?: ReactNode;
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

/** Titles the browser's tab, with how many wait, and takes the focus when the page opens, so that screen readers start there. */
function Heading({ title }: { title: string }) {
  const { product } = useWords();
  const waiting = useAttention();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${title} · ${product}`;
  }, [waiting, title, product]);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  );
}
