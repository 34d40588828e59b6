import { useEffect, useRef } from 'react';
import type { WayInFragment } from '../gql/hooks.ts';

/** What a call must be able to use, handed on to the frame it runs in (Permissions Policy). */
const GRANTED =
  'camera; microphone; display-capture; autoplay; fullscreen; speaker-selection; screen-wake-lock';

interface Props {
  wayIn: WayInFragment;
  title: string;
  /** Somebody hung up inside of the call. */
  onLeft: () => void;
}

/**
 * The call, in a page of its own on this server: the practice room, or the organization's Jitsi. So nothing of a video server
 * runs in this page, and this page's policy need not know of any.
 */
export function MeetingFrame({ wayIn: { roomName, token }, title, onLeft }: Props) {
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
      allow={GRANTED}
    />
  );
}

/** A phone that goes to sleep leaves the call. */
function useScreenAwake() {
  useEffect(() => {
    const lock = navigator.wakeLock?.request('screen').catch(() => undefined);
    return () => void lock?.then((held) => held?.release());
  }, []);
}
