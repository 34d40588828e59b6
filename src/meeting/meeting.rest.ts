import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isAllowedOrigin } from '../platform/http/origins.ts';
import { judgeMeetingLink } from './judge-meeting-link.ts';
import { meetingPage } from './meeting-page.ts';
import { type Guest, openPracticeRooms } from './practice-room-signal.ts';

const MeetingLink = {
  hide: true,
  params: z.object({ roomName: z.string() }),
  querystring: z.object({ jwt: z.string().default('') }),
};

/**
 * The page of a meeting, in the organization's Jitsi or in the practice room, and the practice room's
 * signalling.
 */
export const meetingRoutes: FastifyPluginAsyncZod = async (rest) => {
  const { config, pages } = rest.application;
  const judge = judgeMeetingLink(rest.application);
  const join = openPracticeRooms(config.rateLimit > 0);
  rest.decorateRequest('guest');

  rest.get('/:roomName', { schema: MeetingLink }, async ({ params, query, hostname }, reply) => {
    const judgement = await judge({ ...params, token: query.jwt, hostname });
    return pages.send(
      reply.code(judgement.verdict.admitted ? 200 : 403),
      meetingPage(params.roomName, judgement, config.corsOrigins),
    );
  });

  rest.get(
    '/:roomName/signal',
    {
      schema: MeetingLink,
      websocket: true,
      preHandler: async (request, reply) => {
        if (!isAllowedOrigin(request, config)) return reply.code(403).send('This origin may not connect');
        const { roomName } = request.params;
        const { verdict, jitsi } = await judge({
          roomName,
          token: request.query.jwt,
          hostname: request.hostname,
        });
        if (!verdict.admitted || jitsi)
          return reply.code(403).send('Only who is let into the practice room may connect');
        request.setDecorator<Guest>('guest', { ...verdict, roomName });
      },
    },
    (socket, request) => join(socket, request.getDecorator<Guest>('guest')),
  );
};
