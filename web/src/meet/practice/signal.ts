/** What two browsers tell each other over the server, until they have a connection of their own. */
export type PeerSignal = { description: RTCSessionDescriptionInit } | { candidate: RTCIceCandidateInit };
export type OutgoingSignal = { call: number } & (
  | { type: 'description'; description: RTCSessionDescription }
  | { type: 'candidate'; candidate: RTCIceCandidate }
);
/** As practice-room-signal.ts of the server sends them. */
export type IncomingSignal =
  | { type: 'here'; call: number; name: string }
  | { type: 'gone' }
  | ({ type: 'description' | 'candidate'; call: number } & PeerSignal);
