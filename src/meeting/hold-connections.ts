import type { WebSocket } from '@fastify/websocket';
import { z } from 'zod';
import type { Party } from '../platform/fairness/party.ts';
import { monitorLiveness } from '../platform/sockets/liveness.ts';
import { limitMessageRate } from '../platform/sockets/message-rate.ts';
import { parseJson } from '../platform/sockets/parse-json.ts';
import { releaseRequest } from '../platform/sockets/release-request.ts';
import type { Admission } from '../platform/sockets/socket-limits.ts';

const MALFORMED = 1007;

/** A fresh token for the connection, so that a visit can outlast the token that the person came in with. */
const Renewal = z.object({ type: z.literal('token'), token: z.string().max(8192) });

/** A connection of somebody whose token was admitted. */
export interface Entrance {
  socket: WebSocket;
  party: Party;
  until: Date;
  admission: Admission | undefined;
  /** Judges a fresh token, and tells when it expires if it admits the same person. */
  renew(token: string, onAdmitted: (until: Date) => void): void;
}

/** Holds connections within the server's limits, each until its token expires or a fresh one takes its place. */
export function holdConnections(rateLimit: boolean) {
  const watchOver = monitorLiveness();

  /** Returns whether the server holds it. `onMessage` returns whether it knows the message. */
  return (entrance: Entrance, onMessage: (message: unknown) => boolean) => {
    const { socket, party, until, admission, renew } = entrance;
    releaseRequest(socket);
    if (!admission?.identified(party)) return false;
    const watch = watchOver(socket);
    // The token in the link has already authenticated the client.
    watch.introduced();
    watch.expires(until);
    limitMessageRate(socket, rateLimit, (text) => {
      const message = parseJson(text);
      const { data: renewal } = Renewal.safeParse(message);
      if (renewal) renew(renewal.token, watch.expires);
      // Close only the sender's connection.
      else if (!onMessage(message)) socket.close(MALFORMED, 'Not a message of this room');
    });
    return true;
  };
}
