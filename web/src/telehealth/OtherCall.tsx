import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { visitPath } from '../paths.ts';
import { useWords } from '../words/portal.ts';
import { useCall } from './call.ts';

/** The button that begins a call, or what to do first while this window is in another one. */
export function OtherCall({ appointmentId, children }: { appointmentId: string; children: ReactNode }) {
  const { call: words } = useWords();
  const { call, close } = useCall();
  if (!call || call.appointmentId === appointmentId) return <div>{children}</div>;
  return (
    <div className="notice warn">
      <p>{words.elsewhere(call.other)}</p>
      <div className="row">
        <Link href={visitPath(call.appointmentId)} className="button primary">
          {words.back}
        </Link>
        <button type="button" className="button" onClick={() => close('left')}>
          {words.leave}
        </button>
      </div>
    </div>
  );
}
