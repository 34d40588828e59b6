import type { ReactNode } from 'react';
import { useWords } from '../../words/meeting.ts';
import './controls.css';
import { canShareScreen } from '../../devices/obtain-media.ts';
import { Camera, ChatBubble, Leave, Microphone, Screen } from './icons.tsx';
import type { MeetingClient } from './meeting-client.ts';
import type { MeetingState } from './meeting-state.ts';

interface Props {
  state: MeetingState;
  meeting: MeetingClient;
  moderator: boolean;
  unread: number;
  isChatOpen: boolean;
  onChat(): void;
}

/** The buttons of the call. */
export function Controls({ state: { phase, media }, meeting, moderator, unread, isChatOpen, onChat }: Props) {
  const { controls: words } = useWords();
  const isPreparing = phase === 'preparing';
  return (
    <div role="toolbar" aria-label={words.label} className="controls">
      <Tool
        label={words.microphone}
        icon={<Microphone isOff={!media.microphone} />}
        isOn={media.microphone}
        isDevice
        disabled={isPreparing}
        onClick={() => meeting.toggle('microphone')}
      />
      <Tool
        label={words.camera}
        icon={<Camera isOff={!media.camera} />}
        isOn={media.camera}
        isDevice
        disabled={isPreparing}
        onClick={() => meeting.toggle('camera')}
      />
      {canShareScreen() && (
        <Tool
          label={words.screen}
          icon={<Screen />}
          isOn={media.screen}
          disabled={isPreparing}
          onClick={meeting.toggleScreen}
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
      <button type="button" className="tool leave" onClick={() => meeting.leave()}>
        <Leave />
        <span className="label">{words.leave[moderator ? 'moderator' : 'participant']}</span>
      </button>
    </div>
  );
}

interface ToolProps {
  label: string;
  icon: ReactNode;
  isOn: boolean;
  /** To be without one deserves notice. */
  isDevice?: boolean;
  disabled: boolean;
  onClick(): void;
}

/** A toggle button with a visible name. */
function Tool({ label, icon, isOn, isDevice = false, disabled, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className={isDevice ? 'tool device' : 'tool'}
      aria-pressed={isOn}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
      <span className="label">{label}</span>
    </button>
  );
}
