/**
 * What the page that frames the meeting is told: the person `joined` or `left`, the meeting `ended` without
 * their doing, or it `failed` to begin. `participantJoined` means that somebody else is there now, and
 * `participantLeft` that nobody else is. An event may be sent twice. It goes to any origin, because the policy
 * of this page (`frame-ancestors`) already says who may frame it.
 */
export type MeetingEvent = 'joined' | 'left' | 'ended' | 'failed' | 'participantJoined' | 'participantLeft';

export function notifyParent(event: MeetingEvent) {
  if (window.parent !== window) window.parent.postMessage({ type: 'meeting', event }, '*');
}
