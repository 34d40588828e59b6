import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { CallWindow } from './CallWindow.tsx';
import { type Call, CallContext, type CallState } from './call.ts';

/**
 * Keeps the call of this window, whichever page is shown. Its frame is rendered here once: a frame that moves
 * to another place of the document loads anew, and the call would be lost.
 */
export function CallProvider({ children }: { children: ReactNode }) {
  const [call, setCall] = useState<Call>();
  const [isOtherHere, setOtherHere] = useState(false);
  const [last, setLast] = useState<CallState['last']>();

  const open = useCallback((opened: Call) => {
    setOtherHere(false);
    setLast(undefined);
    setCall(opened);
  }, []);
  const appointmentId = call?.appointmentId;
  const close = useCallback(
    (how: 'left' | 'closed') => {
      setCall(undefined);
      setOtherHere(false);
      setLast(appointmentId === undefined ? undefined : { appointmentId, how });
    },
    [appointmentId],
  );
  const state = useMemo<CallState>(
    () => ({ call, isOtherHere, last, open, leave: () => close('left') }),
    [call, isOtherHere, last, open, close],
  );

  return (
    <CallContext value={state}>
      {children}
      {call && (
        <CallWindow
          key={call.appointmentId}
          call={call}
          onRenewed={(access) => setCall({ ...call, access })}
          onOtherHere={setOtherHere}
          onClose={close}
        />
      )}
    </CallContext>
  );
}
