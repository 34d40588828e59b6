import type { ReactNode } from 'react';
import { useWords } from '../../words/meeting.ts';
import './controls.css';
import { canShareScreen } from '../../devices/obtain-media.ts';
import { Camera, ChatBubble, Leave, Microphone, Screen } from './icons.tsx';
import type { Visit } from './visit.ts';
import type { VisitState } from './visit-state.ts';

interface Props {
  state: VisitState;
  visit: Visit;
  unread: number;
  isChatOpen: boolean;
  onChat(): void;
}

/** Everything one can do in the visit. */
export function Controls({ state: { phase, shows }, visit, unread, isChatOpen, onChat }: Props) {
  const { controls: words } = useWords();
  const isPreparing = phase === 'preparing';
  return (
    <div role="toolbar" aria-label={words.label} className="controls">
      <Tool
        label={words.microphone}
        icon={<Microphone isOff={!shows.microphone} />}
        isOn={shows.microphone}
        disabled={isPreparing}
        onClick={() => visit.toggle('microphone')}
      />
      <Tool
        label={words.camera}
        icon={<Camera isOff={!shows.camera} />}
        isOn={shows.camera}
        disabled={isPreparing}
        onClick={() => visit.toggle('camera')}
      />
      {canShareScreen() && (
        <Tool
          label={words.screen}
          icon={<Screen />}
          isOn={shows.screen}
          disabled={isPreparing}
          onClick={visit.toggleScreen}
        />
      )}
      <button type="button" className="tool" aria-expanded={isChatOpen} onClick={onChat}>
        <ChatBubble />
        <span className="label">{words.chat}</span>
        {unread > 0 && (
          <>
            <span className="unread" aria-hidden="true">
              {unread}
            </span>
            <span className="unseen">{words.unread(unread)}</span>
          </>
        )}
      </button>
      <button type="button" className="tool leave" onClick={() => visit.leave()}>
        <Leave />
        <span className="label">{words.leave}</span>
      </button>
    </div>
  );
}

interface ToolProps {
  label: string;
  icon: ReactNode;
  isOn: boolean;
  disabled: boolean;
  onClick(): void;
}

/** Says what it is for and, pressed or not, whether it is on. */
function Tool({ label, icon, isOn, disabled, onClick }: ToolProps) {
  return (
    <button type="button" className="tool" aria-pressed={isOn} disabled={disabled} onClick={onClick}>
      {icon}
      <span className="label">{label}</span>
    </button>
  );
}
