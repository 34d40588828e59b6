import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { MeetingAccessFragment } from '../gql/hooks.ts';
import type { MeetingEvent } from '../meet/notify-parent.ts';

/** The browser features that the frame of the call may use (Permissions Policy). */
const PERMISSIONS =
  'camera; microphone; display-capture; autoplay; fullscreen; speaker-selection; screen-wake-lock';

interface Props {
  access: MeetingAccessFragment;
  title: string;
  onEvent: (event: MeetingEvent) => void;
}

/**
 * The call, in a frame with a page of its own: the practice room, or the organization's Jitsi. No code of a
 * video server runs in the portal's page, and the portal's Content-Security-Policy names none.
 */
export function MeetingFrame({ access, title, onEvent }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const { token, expiresIn } = access;
  // A frame with another address loads anew, so a fresh token goes to it by message.
  const [first] = useState(access);
  useEffect(() => {
    if (token === first.token) return;
    const message = { type: 'meeting', token, expiresIn };
    frame.current?.contentWindow?.postMessage(message, window.location.origin);
  }, [first, token, expiresIn]);

  const hear = useEffectEvent(onEvent);
  useEffect(() => {
    const listen = ({ origin, source, data }: MessageEvent) => {
      if (origin !== window.location.origin || source !== frame.current?.contentWindow) return;
      if (data?.type === 'meeting') hear(data.event);
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, []);
  return (
    <iframe
      ref={frame}
      className="meeting"
      title={title}
      src={`/meet/${first.roomName}?jwt=${first.token}`}
      allow={PERMISSIONS}
    />
  );
}
