/** The texts of the meeting's page, in English. Every other language has the same keys. */
export const en = {
  title: 'Video visit',
  tryAgain: 'Try again',
  close: 'Close',

  refused: {
    title: 'This link does not open the visit',
    EXPIRED:
      'The link has expired. Please open the visit again from your appointment, or ask your clinic for a new link.',
    OTHER_ROOM: 'The link belongs to another visit. Please open this visit from your appointment.',
    WRONG_CLAIM: 'The link is not meant for this address. Please open the visit from your appointment.',
    NOT_A_TOKEN:
      'The link is incomplete or damaged. Copy all of it, or open the visit from your appointment.',
    NO_ROOM: 'There is no such visit, or the link is damaged. Please open the visit from your appointment.',
    help: 'If that does not help, call your clinic.',
  },

  unsupported: {
    title: 'This browser cannot make video calls',
    body: 'Please open the visit in a current Chrome, Edge, Firefox or Safari. If this is one of them, its settings or an extension turn video calls (WebRTC) off.',
  },

  banner: 'Practice room, for trying things out. Not for real patients.',

  status: {
    preparing: 'Getting your camera and microphone ready. If your browser asks, choose “Allow”.',
    connecting: 'Connecting …',
    reconnecting: 'Reconnecting …',
    waiting: { moderator: 'Waiting for the patient …', participant: 'Waiting for your provider …' },
    gone: (name: string) => `${name} has left. You can wait here in case they come back.`,
    coming: (name: string) => `${name} is joining …`,
    here: (name: string) => `${name} is here.`,
  },

  picture: {
    you: 'You',
    yourPicture: 'Your own picture',
    yourScreen: 'You are sharing your screen',
    pictureOf: (name: string) => `Picture of ${name}`,
    cameraOff: 'Camera is off',
    microphoneOff: 'Microphone is off',
    sharing: (name: string) => `${name} is sharing a screen`,
    playSound: 'Turn the sound on',
  },

  controls: {
    label: 'Visit controls',
    microphone: 'Microphone',
    camera: 'Camera',
    screen: 'Share screen',
    chat: 'Chat',
    unread: (count: number) => `${count} unread`,
    leave: { moderator: 'Leave for now', participant: 'Leave' },
  },

  chat: {
    title: 'Chat',
    note: 'Messages go straight to the other person. They are not stored, and not part of the record.',
    log: 'Messages',
    empty: 'No messages yet.',
    you: 'You',
    field: 'Your message',
    send: 'Send',
    alone: 'You can write once the other person is here.',
    arrived: (name: string, text: string) => `Message from ${name}: ${text}`,
  },

  weak: {
    title: 'Your connection is weak.',
    advice:
      'Move closer to your router, close other programs that use the internet, or turn your camera off.',
  },

  problems: {
    camera: {
      denied:
        'The camera is blocked. Click the camera or lock symbol beside the address, allow the camera, then choose “Try again”.',
      missing: 'No camera was found. Connect one, then choose “Try again”.',
      busy: 'The camera is used by another program. Close that program, then choose “Try again”.',
      unfit:
        'The camera cannot give a picture that fits. Choose another camera in your browser’s settings, then “Try again”.',
      insecure:
        'This page may only use the camera over a secure connection. Open it with an address that begins with https://.',
      unknown: 'The camera did not start. Restart your browser, then open the visit again.',
    },
    microphone: {
      denied:
        'The microphone is blocked. Click the microphone or lock symbol beside the address, allow the microphone, then choose “Try again”.',
      missing: 'No microphone was found. Connect one, then choose “Try again”.',
      busy: 'The microphone is used by another program. Close that program, then choose “Try again”.',
      unfit: 'The microphone does not fit. Choose another one in your browser’s settings, then “Try again”.',
      insecure:
        'This page may only use the microphone over a secure connection. Open it with an address that begins with https://.',
      unknown: 'The microphone did not start. Restart your browser, then open the visit again.',
    },
    without: 'You are in the visit all the same: you can see, hear and write.',
  },

  over: {
    left: {
      title: 'You have left the visit',
      body: 'You can come back while the visit is open.',
      again: 'Rejoin',
    },
    takenOver: {
      title: 'The visit was opened in another window',
      body: 'You are in it there. Close this window, or carry on here instead.',
      again: 'Use this window',
    },
    expired: {
      title: 'Your time in this visit is over',
      body: 'The link has expired. Please open the visit again from your appointment, or ask your clinic for a new link.',
      again: undefined,
    },
    ended: {
      title: 'This visit has ended',
      body: 'You can close this window.',
      again: undefined,
    },
    withdrawn: {
      title: 'This visit is no longer yours',
      body: 'The clinic has given it to somebody else. Please look at your appointments, or call your clinic.',
      again: undefined,
    },
  },

  jitsi: {
    frame: 'Video visit',
    loading: 'Opening the visit …',
    failedTitle: 'The video service cannot be reached',
    failedBody:
      'Check your internet connection, then try again. A company network or a browser extension may block it. If it keeps failing, call your clinic.',
  },
};

export type MeetingWords = typeof en;
