/** The data in the page of a meeting, as meeting-page.ts of the server writes it. */
export type MeetingFacts = RefusedFacts | PracticeFacts | JitsiFacts;

export interface RefusedFacts {
  roomName: string;
  refused: 'EXPIRED' | 'ENDED' | 'OTHER_ROOM' | 'WRONG_CLAIM' | 'NOT_A_TOKEN' | 'NO_ROOM';
}

interface Participant {
  roomName: string;
  name: string;
  moderator: boolean;
  /** ISO 8601. */
  until: string;
}

export interface PracticeFacts extends Participant {
  practice: true;
}

export interface JitsiFacts extends Participant {
  jitsi: {
    serverUrl: string;
    /** The features that this person's token grants, such as `recording`. */
    features: Record<string, boolean>;
    e2ee: boolean;
  };
}
