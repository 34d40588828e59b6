import type { ReactNode } from 'react';

/** A table that may be wider than the screen. It scrolls inside the page, by keyboard too. */
export function TableBox({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className="table" aria-label={name} tabIndex={0}>
      <table>{children}</table>
    </section>
  );
}
