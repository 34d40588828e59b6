import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { useUnloadQuestion } from '../../ui/use-unload-question.ts';
import { useWakeLock } from '../../ui/use-wake-lock.ts';
import { useWords } from '../../words/meeting.ts';
import type { PracticeFacts } from '../facts.ts';
import { MeetingEnded } from '../MeetingEnded.tsx';
import { notifyParent } from '../notify-parent.ts';
import { Chat } from './Chat.tsx';
import { Controls } from './Controls.tsx';
import { Notices } from './Notices.tsx';
import './room.css';
import { MeetingClient } from './meeting-client.ts';
import type { MeetingState, OtherPerson } from './meeting-state.ts';
import { Stage } from './Stage.tsx';
import { useUnread } from './use-unread.ts';

interface Props {
  facts: PracticeFacts;
  /** When the token expires that the page has now. */
  until: Date;
  onRejoin(): void;
}

/** One meeting, from entering to leaving. */
export function MeetingView({ facts, until, onRejoin }: Props) {
  const words = useWords();
  const [meeting, state] = useMeetingClient(facts, until, onRejoin);
  const [isChatOpen, setChatOpen] = useState(false);
  const unread = useUnread(state.messages, isChatOpen);
  const { phase, other } = state;
  if (phase !== 'preparing' && phase !== 'connecting' && phase !== 'in')
    return <MeetingEnded reason={phase} onRejoin={onRejoin} />;

  return (
    <div className={isChatOpen ? 'room chatting' : 'room'}>
      <p className="banner">{words.banner}</p>
      <main className={stageClassOf(other)}>
        <h1 className="unseen">{words.title}</h1>
        <Stage state={state} moderator={facts.moderator} />
        <Notices state={state} meeting={meeting} />
      </main>
      {isChatOpen && (
        <Chat
          messages={state.messages}
          otherName={other?.name ?? ''}
          canWrite={other?.connection === 'connected'}
          onWrite={(text) => meeting.write(text)}
          onClose={() => setChatOpen(false)}
        />
      )}
      <Controls
        state={state}
        meeting={meeting}
        unread={unread}
        moderator={facts.moderator}
        isChatOpen={isChatOpen}
        onChat={() => setChatOpen(!isChatOpen)}
      />
      <p role="status" className="unseen">
        {unread > 0 && other && words.chat.arrived(other.name, state.messages.at(-1)?.text ?? '')}
      </p>
    </div>
  );
}

function stageClassOf(other: OtherPerson | undefined) {
  if (!other?.isHere) return 'stage alone';
  return other.media.screen ? 'stage sharing' : 'stage';
}

const EVENTS = {
  in: 'joined',
  left: 'left',
  takenOver: 'ended',
  expired: 'ended',
  ended: 'ended',
  withdrawn: 'ended',
} as const;

function useMeetingClient(
  facts: PracticeFacts,
  until: Date,
  onRejoin: () => void,
): [MeetingClient, MeetingState] {
  const [meeting] = useState(() => new MeetingClient(facts, until));
  const state = useSyncExternalStore(meeting.subscribe, meeting.read);
  const { phase, other } = state;
  useEffect(() => {
    void meeting.enter();
    return () => meeting.leave();
  }, [meeting]);
  useEffect(() => {
    if (phase !== 'preparing' && phase !== 'connecting') notifyParent(EVENTS[phase]);
  }, [phase]);
  const isOtherHere = other?.isHere;
  useEffect(() => {
    if (isOtherHere !== undefined) notifyParent(isOtherHere ? 'participantJoined' : 'participantLeft');
  }, [isOtherHere]);
  const onFreshToken = useEffectEvent(() => {
    if (phase === 'expired') onRejoin();
    else meeting.renew(until);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a fresh token has another end.
  useEffect(() => onFreshToken(), [until]);
  useUnloadQuestion(phase === 'in');
  useWakeLock();
  return [meeting, state];
}
