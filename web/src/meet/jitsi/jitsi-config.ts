import type { JitsiFacts } from '../facts.ts';

const TOOLBAR = [
  'microphone',
  'camera',
  'desktop',
  'chat',
  'raisehand',
  'tileview',
  'settings',
  'videoquality',
  'select-background',
  'fullscreen',
  'hangup',
];

/**
 * What a visit needs of Jitsi Meet, by the names of its config.js, each of which its configWhitelist lets a page set. It only
 * hides: what is not granted, the server refuses by the token.
 */
export function jitsiConfig({ features, e2ee }: JitsiFacts['jitsi']) {
  const granted = ['recording', 'livestreaming'].filter((feature) => features[feature]);
  return {
    // The portal has just had the devices tested.
    prejoinConfig: { enabled: false },
    // Phones would be sent to Jitsi's own app, out of the portal.
    disableDeepLinking: true,
    resolution: 720,
    constraints: { video: { height: { ideal: 720, max: 720, min: 240 } } },
    // It needs no server and no token, so that nothing else keeps a browser from it.
    localRecording: { disable: true },
    recordingService: { enabled: features.recording === true },
    liveStreaming: { enabled: features.livestreaming === true },
    transcription: { enabled: features.transcription === true },
    e2ee: { disabled: !e2ee },
    securityUi: { hideLobbyButton: true },
    disableInviteFunctions: true,
    // The room's number and a name that anyone may change say less than the portal around it.
    hideConferenceSubject: true,
    readOnlyName: true,
    // No pictures by e-mail address, no statistics elsewhere.
    disableThirdPartyRequests: true,
    toolbarButtons: [
      ...TOOLBAR,
      ...granted,
      ...(features.transcription ? ['closedcaptions'] : []),
      // Where the switch for end-to-end encryption is.
      ...(e2ee ? ['security'] : []),
    ],
  };
}
