import { useEffect, useRef } from 'react';
import type { MeetingAccessFragment } from '../gql/hooks.ts';

/** The browser features that the frame of the call may use (Permissions Policy). */
const PERMISSIONS =
  'camera; microphone; display-capture; autoplay; fullscreen; speaker-selection; screen-wake-lock';

interface Props {
  access: MeetingAccessFragment;
  title: string;
  /** The person left the call inside the frame. */
  onLeft: () => void;
}

/**
 * The call, in a frame with a page of its own: the practice room, or the organization's Jitsi. No code of a
 * video server runs in the portal's page, and the portal's Content-Security-Policy names none.
 */
export function MeetingFrame({ access: { roomName, token }, title, onLeft }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const listen = ({ origin, source, data }: MessageEvent) => {
      if (origin !== window.location.origin || source !== frame.current?.contentWindow) return;
      if (data?.type === 'meeting' && data.event === 'left') onLeft();
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, [onLeft]);
  useScreenAwake();
  return (
    <iframe
      ref={frame}
      className="meeting"
      title={title}
      src={`/meet/${roomName}?jwt=${token}`}
      allow={PERMISSIONS}
    />
  );
}

/** Keeps the screen on, since a phone that sleeps leaves the call. */
function useScreenAwake() {
  useEffect(() => {
    const lock = navigator.wakeLock?.request('screen').catch(() => undefined);
    return () => void lock?.then((held) => held?.release());
  }, []);
}
