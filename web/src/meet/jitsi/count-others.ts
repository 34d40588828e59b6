import type { MeetingEvent } from '../notify-parent.ts';
import type { JitsiEvent } from './jitsi-protocol.ts';

/** Tells when the first other person is in the meeting, and when the last one has left it. */
export function countOthers(tell: (event: MeetingEvent) => void) {
  const others = new Set<string>();
  return {
    hear({ name, participant }: JitsiEvent) {
      const before = others.size;
      if (name === 'participant-joined' && participant) others.add(participant);
      if (name === 'participant-left' && participant) others.delete(participant);
      // After this Jitsi reports nobody any more.
      if (name === 'video-conference-left') others.clear();
      if (before === 0 && others.size > 0) tell('participantJoined');
      if (before > 0 && others.size === 0) tell('participantLeft');
    },
  };
}
