import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { isReady } from '../appointments/visit-state.ts';
import { type MeetingAccessFragment, useAppointmentQuery } from '../gql/hooks.ts';
import type { MeetingEvent } from '../meet/notify-parent.ts';
import { visitPath } from '../paths.ts';
import { useStaySignedIn } from '../sign-in/IdleLogoff.tsx';
import { useUnloadQuestion } from '../ui/use-unload-question.ts';
import { useWakeLock } from '../ui/use-wake-lock.ts';
import { useWords } from '../words/portal.ts';
import type { Call } from './call.ts';
import './call.css';
import { MeetingFrame } from './MeetingFrame.tsx';
import { useRejoin } from './use-rejoin.ts';

interface Props {
  call: Call;
  onRenewed: (access: MeetingAccessFragment) => void;
  onOtherHere: (isHere: boolean) => void;
  onClose: (how: 'left' | 'closed') => void;
}

/** The call of this window: in its place on the visit's page, and in a corner of every other page. */
export function CallWindow({ call, onRenewed, onOtherHere, onClose }: Props) {
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
      return onOtherHere(event === 'participantJoined');
    setIn(event === 'joined');
    if (event !== 'joined') onOtherHere(false);
    if (event === 'left') onClose('left');
    if (event === 'ended') lookAgain();
  };

  useWakeLock();
  useStaySignedIn();
  useUnloadQuestion(isIn && isOpen);
  useRootClass(isDocked ? 'in-call' : 'call-in-corner', isOpen);
  useRejoin({ call, onRenewed, onRefused: lookAgain });
  // The visit's own page says what has become of it.
  useEffect(() => {
    if (isDocked && !isOpen) onClose('closed');
  }, [isDocked, isOpen, onClose]);

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
          <button type="button" className="button" onClick={() => onClose('left')}>
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
