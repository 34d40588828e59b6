import { useEffect, useState, useSyncExternalStore } from 'react';
import { useWords } from '../../words/meeting.ts';
import type { PracticeFacts } from '../facts.ts';
import { MeetingEnded } from '../MeetingEnded.tsx';
import { notifyParent } from '../notify-parent.ts';
import { Chat } from './Chat.tsx';
import { Controls } from './Controls.tsx';
import { Notices } from './Notices.tsx';
import './room.css';
import { MeetingClient } from './meeting-client.ts';
import type { MeetingState } from './meeting-state.ts';
import { Stage } from './Stage.tsx';
import { useUnread } from './use-unread.ts';

/** One meeting, from entering to leaving. */
export function MeetingView({ facts, onRejoin }: { facts: PracticeFacts; onRejoin(): void }) {
  const words = useWords();
  const [meeting, state] = useMeetingClient(facts);
  const [isChatOpen, setChatOpen] = useState(false);
  const unread = useUnread(state.messages, isChatOpen);
  const { phase, other } = state;
  if (phase === 'left' || phase === 'takenOver' || phase === 'expired' || phase === 'ended')
    return <MeetingEnded reason={phase} onRejoin={onRejoin} />;

  return (
    <div className="room">
      <p className="banner">{words.banner}</p>
      <main className={other?.isHere ? 'stage' : 'stage alone'}>
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
        isChatOpen={isChatOpen}
        onChat={() => setChatOpen(!isChatOpen)}
      />
      <p role="status" className="unseen">
        {unread > 0 && other && words.chat.arrived(other.name, state.messages.at(-1)?.text ?? '')}
      </p>
    </div>
  );
}

const EVENTS = { in: 'joined', left: 'left', takenOver: 'ended', expired: 'ended', ended: 'ended' } as const;

function useMeetingClient(facts: PracticeFacts): [MeetingClient, MeetingState] {
  const [meeting] = useState(() => new MeetingClient(facts));
  const state = useSyncExternalStore(meeting.subscribe, meeting.read);
  const { phase } = state;
  useEffect(() => {
    void meeting.enter();
    return () => meeting.leave();
  }, [meeting]);
  useEffect(() => {
    if (phase !== 'preparing' && phase !== 'connecting') notifyParent(EVENTS[phase]);
  }, [phase]);
  return [meeting, state];
}
