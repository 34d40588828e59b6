/** What the page of a meeting is told. Written by meeting-page.ts of the server. */
export type MeetingFacts = RefusedFacts | PracticeFacts | JitsiFacts;

export interface RefusedFacts {
  roomName: string;
  refused: 'EXPIRED' | 'OTHER_ROOM' | 'WRONG_CLAIM' | 'NOT_A_TOKEN' | 'NO_ROOM';
}

interface Admission {
  roomName: string;
  name: string;
  moderator: boolean;
  /** ISO 8601. */
  until: string;
}

export interface PracticeFacts extends Admission {
  practice: true;
}

export interface JitsiFacts extends Admission {
  jitsi: {
    serverUrl: string;
    /** What this person's token grants, such as `recording`. */
    features: Record<string, boolean>;
    e2ee: boolean;
  };
}
