import { useEffect, useState, useSyncExternalStore } from 'react';
import { useWords } from '../../words/meeting.ts';
import type { PracticeFacts } from '../facts.ts';
import { Over } from '../Over.tsx';
import { tellParent } from '../tell-parent.ts';
import { Chat } from './Chat.tsx';
import { Controls } from './Controls.tsx';
import { Notices } from './Notices.tsx';
import './room.css';
import { Stage } from './Stage.tsx';
import { useUnread } from './use-unread.ts';
import { Visit } from './visit.ts';
import type { VisitState } from './visit-state.ts';

/** From coming in to leaving. */
export function Stay({ facts, onRejoin }: { facts: PracticeFacts; onRejoin(): void }) {
  const words = useWords();
  const [visit, state] = useVisit(facts);
  const [isChatOpen, setChatOpen] = useState(false);
  const unread = useUnread(state.messages, isChatOpen);
  const { phase, other } = state;
  if (phase === 'left' || phase === 'takenOver' || phase === 'expired')
    return <Over ending={phase} onRejoin={onRejoin} />;

  return (
    <div className="room">
      <p className="banner">{words.banner}</p>
      <main className={other?.isHere ? 'stage' : 'stage alone'}>
        <h1 className="unseen">{words.title}</h1>
        <Stage state={state} moderator={facts.moderator} />
        <Notices state={state} visit={visit} />
      </main>
      {isChatOpen && (
        <Chat
          messages={state.messages}
          otherName={other?.name ?? ''}
          canWrite={other?.connection === 'open'}
          onWrite={(text) => visit.write(text)}
          onClose={() => setChatOpen(false)}
        />
      )}
      <Controls
        state={state}
        visit={visit}
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

const EVENTS = { in: 'joined', left: 'left', takenOver: 'ended', expired: 'ended' } as const;

function useVisit(facts: PracticeFacts): [Visit, VisitState] {
  const [visit] = useState(() => new Visit(facts));
  const state = useSyncExternalStore(visit.subscribe, visit.read);
  const { phase } = state;
  useEffect(() => {
    void visit.enter();
    return () => visit.leave();
  }, [visit]);
  useEffect(() => {
    if (phase !== 'preparing' && phase !== 'connecting') tellParent(EVENTS[phase]);
  }, [phase]);
  return [visit, state];
}
