/**
 * What becomes of the meeting, for the page that shows it in a frame: `left` by the person's own wish, `ended` without it,
 * `failed` when it could not begin. The same may be said twice.
 */
export type MeetingEvent = 'joined' | 'left' | 'ended' | 'failed';

export function tellParent(event: MeetingEvent) {
  if (window.parent !== window) window.parent.postMessage({ type: 'meeting', event }, window.location.origin);
}
