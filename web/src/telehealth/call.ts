import { createContext, use } from 'react';
import type { MeetingAccessFragment } from '../gql/hooks.ts';

/** The call that this window is in. */
export interface Call {
  appointmentId: string;
  /** The name of the other person. */
  other: string;
  access: MeetingAccessFragment;
}

export interface CallState {
  /** It goes on while the person looks at other pages. */
  call: Call | undefined;
  /** Whether the other person is in the call, as the call itself knows. */
  isOtherHere: boolean;
  /** The last call of this window: the person left it, or its session closed. */
  last: { appointmentId: string; how: 'left' | 'closed' } | undefined;
  open(call: Call): void;
  /** The page has joined again, before its room token expires. */
  renew(access: MeetingAccessFragment): void;
  setOtherHere(isHere: boolean): void;
  close(how: 'left' | 'closed'): void;
}

export const CallContext = createContext<CallState | undefined>(undefined);

export function useCall() {
  const state = use(CallContext);
  if (!state) throw new Error('The call is known inside of CallProvider only');
  return state;
}
