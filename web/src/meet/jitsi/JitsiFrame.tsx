import { JitsiMeeting } from '@jitsi/react-sdk';
import { type ComponentProps, useEffect, useRef } from 'react';
import { chosenDevice } from '../../devices/chosen-device.ts';
import { useSpeech } from '../../words/meeting.ts';
import type { JitsiFacts } from '../facts.ts';
import { tellParent } from '../tell-parent.ts';
import { jitsiConfig } from './jitsi-config.ts';

type Api = Parameters<NonNullable<ComponentProps<typeof JitsiMeeting>['onApiReady']>>[0];

/** Jitsi Meet itself, in a frame. external_api.js is there already, and always frames its server over https. */
export function JitsiFrame({ facts, onLeft }: { facts: JitsiFacts; onLeft(): void }) {
  const { language, words } = useSpeech();
  const jitsi = useRef<Api>(null);
  // The SDK only forgets it.
  useEffect(() => () => jitsi.current?.dispose(), []);

  function listen(api: Api) {
    jitsi.current = api;
    api.getIFrame().title = words.jitsi.frame;
    api.on('videoConferenceJoined', () => {
      tellParent('joined');
      takeChosenDevices(api);
    });
    api.on('videoConferenceLeft', () => tellParent('left'));
    api.on(
      'errorOccurred',
      ({ error }: { error?: { isFatal?: boolean } }) => error?.isFatal && tellParent('failed'),
    );
  }

  /** Follows videoConferenceLeft, and comes alone when somebody hangs up before they are in. */
  function close() {
    tellParent('left');
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

/** By their names: in Jitsi's own page the same devices have other ids. */
function takeChosenDevices(api: Api) {
  const [camera, microphone] = [chosenDevice('camera'), chosenDevice('microphone')];
  if (camera) void api.setVideoInputDevice(camera.label, camera.deviceId);
  if (microphone) void api.setAudioInputDevice(microphone.label, microphone.deviceId);
}
