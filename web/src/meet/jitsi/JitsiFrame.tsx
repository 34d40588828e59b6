import { JitsiMeeting } from '@jitsi/react-sdk';
import { type ComponentProps, useEffect, useRef } from 'react';
import { chosenDevice } from '../../devices/chosen-device.ts';
import { useLocale } from '../../words/meeting.ts';
import type { JitsiFacts } from '../facts.ts';
import { notifyParent } from '../notify-parent.ts';
import { jitsiConfig } from './jitsi-config.ts';

type Api = Parameters<NonNullable<ComponentProps<typeof JitsiMeeting>['onApiReady']>>[0];

/** Jitsi Meet in a frame. external_api.js is already loaded, and always uses https for its frame. */
export function JitsiFrame({ facts, onLeft }: { facts: JitsiFacts; onLeft(): void }) {
  const { language, words } = useLocale();
  const jitsi = useRef<Api>(null);
  // The SDK does not dispose of it.
  useEffect(() => () => jitsi.current?.dispose(), []);

  function listen(api: Api) {
    jitsi.current = api;
    api.getIFrame().title = words.jitsi.frame;
    api.on('videoConferenceJoined', () => {
      notifyParent('joined');
      takeChosenDevices(api);
    });
    api.on('videoConferenceLeft', () => notifyParent('left'));
    api.on(
      'errorOccurred',
      ({ error }: { error?: { isFatal?: boolean } }) => error?.isFatal && notifyParent('failed'),
    );
  }

  /** Fires after videoConferenceLeft, or alone when somebody hangs up before they have joined. */
  function close() {
    notifyParent('left');
    onLeft();
  }

  return (
    <main className="jitsi">
      <h1 className="unseen">{words.title}</h1>
      <JitsiMeeting
        domain={facts.jitsi.serverUrl.replace(/^https?:\/\//, '')}
        roomName={facts.roomName}
        jwt={new URLSearchParams(window.location.search).get('jwt') ?? ''}
        lang={language}
        configOverwrite={jitsiConfig(facts.jitsi)}
        onApiReady={listen}
        onReadyToClose={close}
      />
    </main>
  );
}

/** By label: device ids differ between this page and Jitsi's. */
function takeChosenDevices(api: Api) {
  const [camera, microphone] = [chosenDevice('camera'), chosenDevice('microphone')];
  if (camera) void api.setVideoInputDevice(camera.label, camera.deviceId);
  if (microphone) void api.setAudioInputDevice(microphone.label, microphone.deviceId);
}
