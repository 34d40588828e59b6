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
 * Settings of Jitsi Meet for a visit, by the names of its config.js. Its configWhitelist allows each of them.
 * They only hide features: the Jitsi server refuses what the token does not grant.
 */
export function jitsiConfig({ features, e2ee }: JitsiFacts['jitsi']) {
  const granted = ['recording', 'livestreaming'].filter((feature) => features[feature]);
  return {
    // The portal has its own device check.
    prejoinConfig: { enabled: false },
    // Otherwise phones are sent to Jitsi's own app.
    disableDeepLinking: true,
    resolution: 720,
    constraints: { video: { height: { ideal: 720, max: 720, min: 240 } } },
    // It needs neither server nor token, so nothing else prevents it.
    localRecording: { disable: true },
    recordingService: { enabled: features.recording === true },
    liveStreaming: { enabled: features.livestreaming === true },
    transcription: { enabled: features.transcription === true },
    e2ee: { disabled: !e2ee },
    securityUi: { hideLobbyButton: true },
    disableInviteFunctions: true,
    // The portal around the frame already names the visit and the people.
    hideConferenceSubject: true,
    readOnlyName: true,
    // No Gravatar, no third-party analytics.
    disableThirdPartyRequests: true,
    toolbarButtons: [
      ...TOOLBAR,
      ...granted,
      ...(features.transcription ? ['closedcaptions'] : []),
      // This panel has the switch for end-to-end encryption.
      ...(e2ee ? ['security'] : []),
    ],
  };
}
