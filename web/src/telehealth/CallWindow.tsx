import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { isReady } from '../appointments/visit-state.ts';
import { useAppointmentQuery } from '../gql/hooks.ts';
import type { MeetingEvent } from '../meet/notify-parent.ts';
import { visitPath } from '../paths.ts';
import { useStaySignedIn } from '../sign-in/IdleLogoff.tsx';
import { useUnloadQuestion } from '../ui/use-unload-question.ts';
import { useWakeLock } from '../ui/use-wake-lock.ts';
import { useWords } from '../words/portal.ts';
import { type Call, useCall } from './call.ts';
import './call.css';
import { MeetingFrame } from './MeetingFrame.tsx';
import { useRejoin } from './use-rejoin.ts';

/**
 * The call of this window: in its place on the visit's page, and in a corner of every other page. It is rendered
 * once, beside the pages: a frame that moves to another place of the document loads anew.
 */
export function CallWindow() {
  const { call } = useCall();
  return call && <OpenCall key={call.appointmentId} call={call} />;
}

function OpenCall({ call }: { call: Call }) {
  const { renew, setOtherHere, close } = useCall();
  const { visit: words, call: callWords } = useWords();
  const [path] = useLocation();
  const id = call.appointmentId;
  const isDocked = path === visitPath(id);
  const [{ data }, refetch] = useAppointmentQuery({ variables: { id }, requestPolicy: 'cache-first' });
  const [isIn, setIn] = useState(false);
  const isOpen = !data || (data.appointment !== null && isReady(data.appointment));
  const lookAgain = () => refetch({ requestPolicy: 'network-only' });
  const onEvent = (event: MeetingEvent) => {
    if (event === 'participantJoined' || event === 'participantLeft')
      return setOtherHere(event === 'participantJoined');
    setIn(event === 'joined');
    if (event !== 'joined') setOtherHere(false);
    if (event === 'left') close('left');
    if (event === 'ended') lookAgain();
  };

  useWakeLock(isOpen);
  useStaySignedIn(isOpen);
  useUnloadQuestion(isIn && isOpen);
  useRootClass(isDocked ? 'in-call' : 'call-in-corner', isOpen);
  useRejoin({ call, isOpen, onRenewed: renew, onRefused: lookAgain });
  // The visit's own page says what has become of it.
  useEffect(() => {
    if (isDocked && !isOpen) close('closed');
  }, [isDocked, isOpen, close]);

  if (!isOpen)
    return isDocked ? null : (
      <section className="call-window floating" aria-label={words.frame(call.other)}>
        <div className="call-bar">
          <p role="status">{callWords.over(call.other)}</p>
          <Link href={visitPath(id)} className="button primary">
            {callWords.openVisit}
          </Link>
        </div>
      </section>
    );
  return (
    <section
      className={`call-window ${isDocked ? 'docked' : 'floating'}`}
      aria-label={words.frame(call.other)}
    >
      <MeetingFrame access={call.access} title={words.frame(call.other)} onEvent={onEvent} />
      {!isDocked && (
        <div className="call-bar">
          <Link href={visitPath(id)} className="button primary">
            {callWords.back}
          </Link>
          <button type="button" className="button" onClick={() => close('left')}>
            {callWords.leave}
          </button>
        </div>
      )}
    </section>
  );
}

/** The layout of the whole page depends on where the call is. */
function useRootClass(name: string, isSet: boolean) {
  const [root] = useState(() => document.documentElement);
  useEffect(() => {
    root.classList.toggle(name, isSet);
    return () => root.classList.remove(name);
  }, [root, name, isSet]);
}
