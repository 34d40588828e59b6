import type { Ending } from '../Over.tsx';
import type { Problems } from './own-media.ts';
import type { Shows } from './word.ts';

/** The other person, as far as this side knows. */
export interface Other {
  name: string;
  isHere: boolean;
  /** The way between the two browsers. A broken one is being mended. */
  connection: 'coming' | 'open' | 'broken';
  shows: Shows;
  stream?: MediaStream;
}

export interface ChatMessage {
  id: number;
  isOwn: boolean;
  text: string;
}

/** What there is to show of a stay in the practice room. */
export interface VisitState {
  phase: 'preparing' | 'connecting' | 'in' | Ending;
  isReconnecting: boolean;
  isWeak: boolean;
  shows: Shows;
  problems: Problems;
  picture: MediaStreamTrack | null;
  /** Also after they have left. */
  other?: Other;
  messages: ChatMessage[];
}
