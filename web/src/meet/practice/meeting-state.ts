import type { EndReason } from '../MeetingEnded.tsx';
import type { Problems } from './local-media.ts';
import type { MediaState } from './peer-message.ts';

/** The other person, as far as this side knows. */
export interface OtherPerson {
  name: string;
  isHere: boolean;
  /** The connection between the two browsers. An interrupted one is restarted. */
  connection: 'connecting' | 'connected' | 'interrupted';
  media: MediaState;
  stream?: MediaStream;
}

export interface ChatMessage {
  id: number;
  isOwn: boolean;
  text: string;
}

/** What the page of the practice room shows. */
export interface MeetingState {
  phase: 'preparing' | 'connecting' | 'in' | EndReason;
  isReconnecting: boolean;
  isWeak: boolean;
  media: MediaState;
  problems: Problems;
  /** This side's own camera or screen. */
  video: MediaStreamTrack | null;
  /** Kept after they have left. */
  other?: OtherPerson;
  messages: ChatMessage[];
}
