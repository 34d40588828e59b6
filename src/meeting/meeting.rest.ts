import type { WebSocket } from '@fastify/websocket';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { networkOf } from '../platform/http/network-of.ts';
import { isAllowedOrigin, originOf } from '../platform/http/origins.ts';
import { attendRoom } from '../telehealth/presence/attend-room.ts';
import { closeAsOver, closeWhenOver } from './close-when-over.ts';
import { type Entrance, holdConnections } from './hold-connections.ts';
import { judgeMeetingLink, type MeetingLink, type Visit } from './judge-meeting-link.ts';
import type { Admitted, RefusalCode } from './judge-room-token.ts';
import { meetingPage } from './meeting-page.ts';
import { type Guest, openPracticeRooms } from './practice-room-signal.ts';

interface LinkRequest {
  Params: { roomName: string };
  Querystring: { jwt: string };
}
const Link = {
  hide: true,
  params: z.object({ roomName: z.string() }),
  querystring: z.object({ jwt: z.string().default('') }),
};

/** Whom a connection admits, to which session and by which link. `refusal` says why the visit is over for them. */
interface Arrival {
  guest?: Guest;
  refusal?: RefusalCode;
  visit: Visit;
  sessionId: number | undefined;
  link: MeetingLink;
}

/**
 * The page of a meeting, in the organization's Jitsi or in the practice room, and its connections: the practice
 * room's signalling, and one that only tells of the visit's end.
 */
export const meetingRoutes: FastifyPluginAsyncZod = async (rest) => {
  const { config, events, pages } = rest.application;
  const judge = judgeMeetingLink(rest.application);
  const hold = holdConnections(config.rateLimit > 0);
  const sit = openPracticeRooms(hold);
  rest.decorateRequest('arrival');

  rest.get('/:roomName', { schema: Link }, async (request, reply) => {
    const { params, query } = request;
    const judgement = await judge({ ...params, token: query.jwt, origin: originOf(request) });
    return pages.send(
      reply.code(judgement.verdict.admitted ? 200 : 403),
      meetingPage(params.roomName, judgement, config.corsOrigins),
    );
  });

  /** Judges the link of a connection before it opens. */
  const admit =
    (isPractice: boolean) =>
    async (request: FastifyRequest<LinkRequest>, reply: FastifyReply): Promise<unknown> => {
      if (!isAllowedOrigin(request, config)) return reply.code(403).send('This origin may not connect');
      const { roomName } = request.params;
      const link = { roomName, token: request.query.jwt, origin: originOf(request) };
      const { verdict, visit, sessionId, jitsi, isOver } = await judge(link);
      if (!(verdict.admitted || isOver) || !visit || (isPractice && jitsi))
        return reply.code(403).send('Only who is let into the room may connect');
      request.setDecorator<Arrival>('arrival', {
        visit,
        sessionId,
        link,
        ...(verdict.admitted
          ? { guest: { ...verdict, roomName, party: partyOf(visit, verdict) } }
          : { refusal: verdict.code }),
      });
    };

  /** Closes the connection when its visit is over. Undefined if it is already. */
  function enter(socket: WebSocket, request: FastifyRequest) {
    const { guest, refusal = 'ENDED', visit, link } = request.getDecorator<Arrival>('arrival');
    if (!guest) return closeAsOver(socket, refusal);
    closeWhenOver(events, { socket, visit, requestId: request.id, judge: () => judge(link) });
    const entrance: Entrance = {
      socket,
      party: guest.party,
      until: guest.until,
      admission: rest.socketLimits.open(socket, networkOf(request.ip)),
      renew: (token, onAdmitted) =>
        void judge({ ...link, token })
          .then(({ verdict }) => {
            // Another token changes nothing: the connection lasts as long as the one that it has.
            if (!verdict.admitted || partyOf(visit, verdict).person !== guest.party.person) return;
            link.token = token;
            onAdmitted(verdict.until);
          })
          .catch((error: unknown) => events.onProblem(error, request.id)),
    };
    return { guest, entrance };
  }

  /** Notes that a person is in the practice room, until the connection closes. */
  function attend(socket: WebSocket, request: FastifyRequest, { identity }: Guest) {
    const { visit, sessionId } = request.getDecorator<Arrival>('arrival');
    if (sessionId === undefined || identity === undefined) return;
    socket.once('close', attendRoom(rest.application, { visit, sessionId, identity, requestId: request.id }));
  }

  rest.get(
    '/:roomName/signal',
    { schema: Link, websocket: true, preHandler: admit(true) },
    (socket, request) => {
      const entered = enter(socket, request);
      if (!entered) return;
      attend(socket, request, entered.guest);
      sit(entered.guest, entered.entrance);
    },
  );
  rest.get(
    '/:roomName/watch',
    { schema: Link, websocket: true, preHandler: admit(false) },
    (socket, request) => {
      const entered = enter(socket, request);
      if (entered) hold(entered.entrance, () => false);
    },
  );
};

const partyOf = ({ orgId }: Visit, { identity, name }: Admitted) => ({
  organization: orgId,
  person: identity ?? name,
});
