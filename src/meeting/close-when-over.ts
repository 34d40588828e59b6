import type { WebSocket } from '@fastify/websocket';
import { rowIdIn } from '../platform/database/row-id.ts';
import type { Events } from '../platform/events/events.ts';
import { topicsOf } from '../telehealth/topics.ts';
import type { Judgement, Visit } from './judge-meeting-link.ts';
import type { RefusalCode } from './judge-room-token.ts';

const GONE = 4410;

/**
 * Tells the holder of a valid token that the visit has ended, or is somebody else's now. A refused handshake
 * would not: browsers hide its status from their pages, which would try again and again.
 */
export const closeAsOver = (socket: WebSocket, code: RefusalCode) =>
  socket.close(GONE, code === 'ENDED' ? 'ENDED' : 'WITHDRAWN');

interface Seat {
  socket: WebSocket;
  visit: Visit;
  requestId: string;
  /** Judges the link again by which the person came in. */
  judge(): Promise<Judgement>;
}

/**
 * Closes a connection with 4410 once its link is no longer admitted: the visit has
 * ended, or is somebody else's. Events say when to look. Rounds make up for lost events.
 */
export function closeWhenOver(events: Events, { socket, visit, requestId, judge }: Seat) {
  async function look() {
    const { verdict } = await judge();
    // Expired tokens have a code of their own, by which `monitorLiveness` closes the connection.
    if (!verdict.admitted && verdict.code !== 'EXPIRED') closeAsOver(socket, verdict.code);
  }
  const tell = () =>
    void look().catch((error: unknown) => {
      events.onProblem(error, requestId);
      events.missed(judge);
    });

  const unsubscribes = topicsOf(visit).map((topic) =>
    events.subscribe(topic, (key) => rowIdIn(key) === visit.id && tell()),
  );
  const leaveRounds = events.rounds.join(visit.orgId, tell);
  socket.once('close', () => {
    leaveRounds();
    for (const unsubscribe of unsubscribes) unsubscribe();
  });
  // The visit may have ended after the link was judged and before this node listened.
  tell();
}
