import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { chosenDevice } from '../../devices/chosen-device.ts';
import { useWakeLock } from '../../ui/use-wake-lock.ts';
import { useLocale } from '../../words/meeting.ts';
import type { JitsiFacts } from '../facts.ts';
import { linkToken } from '../link-token.ts';
import { notifyParent } from '../notify-parent.ts';
import { countOthers } from './count-others.ts';
import { jitsiConfig } from './jitsi-config.ts';
import { connectToJitsi, type JitsiConnection, type JitsiEvent, jitsiAddress } from './jitsi-protocol.ts';

/** The browser features that Jitsi may use, at its own origin alone (Permissions Policy). */
const PERMISSIONS =
  'camera; microphone; display-capture; autoplay; fullscreen; clipboard-write; speaker-selection; ' +
  'screen-wake-lock';
/**
 * Jitsi may not navigate the pages around it. `allow-same-origin` leaves it its own origin, without which it
 * would have no camera.
 */
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox';
/** Jitsi's scripts have run once its page has loaded, and speak at once. */
const SILENCE_MS = 6_000;

interface Props {
  facts: JitsiFacts;
  onLeft(): void;
  /** No Jitsi Meet speaks from the frame. */
  onFailed(): void;
}

/** Jitsi Meet in a frame of its own origin. */
export function JitsiFrame({ facts: { jitsi, roomName }, onLeft, onFailed }: Props) {
  const { language, words } = useLocale();
  useWakeLock();
  const frame = useRef<HTMLIFrameElement>(null);
  const [hasLoaded, setHasLoaded] = useState(false);
  const [isSpeaking, setSpeaking] = useState(false);
  const [address] = useState(() => {
    const [jwt, config] = [linkToken() ?? '', jitsiConfig(jitsi)];
    return jitsiAddress({ serverUrl: jitsi.serverUrl, roomName, jwt, language, config });
  });

  const [others] = useState(() => countOthers(notifyParent));
  const onEvent = useEffectEvent((event: JitsiEvent, connection: JitsiConnection) => {
    const { name, isFatal } = event;
    others.hear(event);
    if (name === 'ready') setSpeaking(true);
    if (name === 'video-conference-joined') {
      notifyParent('joined');
      takeChosenDevices(connection);
    }
    if (name === 'video-conference-left') notifyParent('left');
    if (name === 'error-occurred' && isFatal) notifyParent('failed');
    // After video-conference-left, or alone when somebody hangs up before they have joined.
    if (name === 'video-ready-to-close') {
      notifyParent('left');
      onLeft();
    }
  });
  useEffect(() => {
    if (!frame.current) return;
    const connection = connectToJitsi(frame.current, new URL(jitsi.serverUrl).origin, (event) =>
      onEvent(event, connection),
    );
    return connection.close;
  }, [jitsi.serverUrl]);

  const onSilence = useEffectEvent(onFailed);
  useEffect(() => {
    if (!hasLoaded || isSpeaking) return;
    const timer = setTimeout(() => onSilence(), SILENCE_MS);
    return () => clearTimeout(timer);
  }, [hasLoaded, isSpeaking]);

  return (
    <main className="jitsi">
      <h1 className="unseen">{words.title}</h1>
      {!isSpeaking && <p role="status">{words.jitsi.loading}</p>}
      <iframe
        ref={frame}
        title={words.jitsi.frame}
        src={address}
        allow={PERMISSIONS}
        sandbox={SANDBOX}
        referrerPolicy="no-referrer"
        onLoad={() => setHasLoaded(true)}
      />
    </main>
  );
}

/** By label: device ids differ between this page and Jitsi's. */
function takeChosenDevices({ takeDevice }: JitsiConnection) {
  const [camera, microphone] = [chosenDevice('camera'), chosenDevice('microphone')];
  if (camera) takeDevice({ kind: 'videoinput', label: camera.label, id: camera.deviceId });
  if (microphone) takeDevice({ kind: 'audioinput', label: microphone.label, id: microphone.deviceId });
}
