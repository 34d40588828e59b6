import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { networkOf } from '../platform/http/network-of.ts';
import { isAllowedOrigin, originOf } from '../platform/http/origins.ts';
import { attendRoom } from '../telehealth/presence/attend-room.ts';
import { closeAsOver, closeWhenOver } from './close-when-over.ts';
import { judgeMeetingLink, type MeetingLink, type Visit } from './judge-meeting-link.ts';
import type { Admitted } from './judge-room-token.ts';
import { meetingPage } from './meeting-page.ts';
import { type Guest, openPracticeRooms } from './practice-room-signal.ts';

const Link = {
  hide: true,
  params: z.object({ roomName: z.string() }),
  querystring: z.object({ jwt: z.string().default('') }),
};

/** Whom the practice room lets in, to which session and by which link. Nobody if the visit is over. */
interface Arrival {
  guest?: Guest;
  visit: Visit;
  sessionId: number | undefined;
  link: MeetingLink;
}

/**
 * The page of a meeting, in the organization's Jitsi or in the practice room, and the practice room's
 * signalling.
 */
export const meetingRoutes: FastifyPluginAsyncZod = async (rest) => {
  const { config, events, pages } = rest.application;
  const judge = judgeMeetingLink(rest.application);
  const join = openPracticeRooms(config.rateLimit > 0);
  rest.decorateRequest('arrival');

  rest.get('/:roomName', { schema: Link }, async (request, reply) => {
    const { params, query } = request;
    const judgement = await judge({ ...params, token: query.jwt, origin: originOf(request) });
    return pages.send(
      reply.code(judgement.verdict.admitted ? 200 : 403),
      meetingPage(params.roomName, judgement, config.corsOrigins),
    );
  });

  rest.get(
    '/:roomName/signal',
    {
      schema: Link,
      websocket: true,
      preHandler: async (request, reply) => {
        if (!isAllowedOrigin(request, config)) return reply.code(403).send('This origin may not connect');
        const { roomName } = request.params;
        const link = { roomName, token: request.query.jwt, origin: originOf(request) };
        const { verdict, visit, sessionId, jitsi, isOver } = await judge(link);
        if (!(verdict.admitted || isOver) || !visit || jitsi)
          return reply.code(403).send('Only who is let into the practice room may connect');
        const partyOf = ({ identity, name }: Admitted) => ({
          organization: visit.orgId,
          person: identity ?? name,
        });
        const guest = verdict.admitted && { guest: { ...verdict, roomName, party: partyOf(verdict) } };
        const arrival = { visit, sessionId, link, ...guest };
        request.setDecorator<Arrival>('arrival', arrival);
      },
    },
    (socket, request) => {
      const { guest, visit, sessionId, link } = request.getDecorator<Arrival>('arrival');
      if (!guest) return closeAsOver(socket);
      closeWhenOver(events, { socket, visit, requestId: request.id, judge: () => judge(link) });
      const { identity } = guest;
      if (sessionId !== undefined && identity !== undefined)
        socket.once(
          'close',
          attendRoom(rest.application, { visit, sessionId, identity, requestId: request.id }),
        );
      join(socket, guest, rest.socketLimits.open(socket, networkOf(request.ip)));
    },
  );
};
