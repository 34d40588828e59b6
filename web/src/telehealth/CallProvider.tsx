import { type ReactNode, useMemo, useState } from 'react';
import { type Call, CallContext, type CallState } from './call.ts';

/** Keeps the call of this window, whichever page is shown. */
export function CallProvider({ children }: { children: ReactNode }) {
  const [call, setCall] = useState<Call>();
  const [isOtherHere, setOtherHere] = useState(false);
  const [last, setLast] = useState<CallState['last']>();
  const state = useMemo<CallState>(
    () => ({
      call,
      isOtherHere,
      last,
      open(opened) {
        setOtherHere(false);
        setLast(undefined);
        setCall(opened);
      },
      renew: (access) => setCall((current) => current && { ...current, access }),
      setOtherHere,
      close(how) {
        setCall(undefined);
        setOtherHere(false);
        setLast(call && { appointmentId: call.appointmentId, how });
      },
    }),
    [call, isOtherHere, last],
  );
  return <CallContext value={state}>{children}</CallContext>;
}
