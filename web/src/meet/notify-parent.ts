/**
 * What the page that frames the meeting is told: the person `left`, the meeting `ended` without their doing,
 * or it `failed` to begin. An event may be sent twice. It goes to any origin, because the policy of this page
 * (`frame-ancestors`) already says who may frame it.
 */
export type MeetingEvent = 'joined' | 'left' | 'ended' | 'failed';

export function notifyParent(event: MeetingEvent) {
  if (window.parent !== window) window.parent.postMessage({ type: 'meeting', event }, '*');
}
