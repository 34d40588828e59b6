import type { ReactNode } from 'react';

export type Result = 'good' | 'warn' | 'bad' | undefined;

const SIGN = { good: '✓', warn: '!', bad: '✕' };

/** The result of one check: by icon, colour and words. */
export function CheckResult({
  name,
  result,
  says,
  children,
}: {
  name: string;
  result: Result;
  says: string;
  children?: ReactNode;
}) {
  return (
    <section className="check" aria-label={name}>
      <h3>
        <span className={`check-sign ${result ?? ''}`} aria-hidden="true">
          {result ? SIGN[result] : '·'}
        </span>
        {name}
      </h3>
      {children}
      <p role="status" className={result === 'bad' ? 'notice bad' : 'soft'}>
        {says}
      </p>
    </section>
  );
}
