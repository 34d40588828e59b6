import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import { appointmentRow } from '../appointments/appointment.entity.ts';
import type { Config } from '../config/config.ts';
import type { JitsiOptions } from '../organizations/jitsi/jitsi-options.ts';
import { jitsiSettings } from '../organizations/jitsi/jitsi-settings.ts';
import { asSystem } from '../platform/database/as-viewer.ts';
import type { Db } from '../platform/database/db.ts';
import { readRow, toRowId } from '../platform/database/read.ts';
import { isAllowedOrigin } from '../platform/http/server.ts';
import type { Pages } from '../portal/pages.ts';
import { appointmentIdIn } from '../telehealth/room-name.ts';
import { judgeRoomToken } from './judge-room-token.ts';
import { type Judgement, meetingPage } from './meeting-page.ts';
import { type Guest, openPracticeRooms } from './practice-room-signal.ts';

interface MeetingOptions {
  db: Db;
  config: Config;
  video: JitsiOptions;
  pages: Pages;
}

const Way = {
  hide: true,
  params: z.object({ roomName: z.string() }),
  querystring: z.object({ jwt: z.string().default('') }),
};

/** Where a meeting is held: in the organization's Jitsi, embedded, or else in the practice room. Says whether the token would be let in, and as whom. */
export const meeting: FastifyPluginAsyncZod<MeetingOptions> = async (rest, options) => {
  const sit = openPracticeRooms(options.config.rateLimit > 0);
  rest.decorateRequest('guest');

  rest.get('/meet/:roomName', { schema: Way }, async ({ params: { roomName }, query, hostname }, reply) => {
    const judgement = await judge(options, roomName, query.jwt, hostname);
    return options.pages.send(
      reply.code(judgement.verdict.admitted ? 200 : 403),
      meetingPage(roomName, judgement),
    );
  });

  rest.get(
    '/meet/:roomName/signal',
    {
      schema: Way,
      websocket: true,
      preHandler: async (request, reply) => {
        if (!isAllowedOrigin(request, options.config))
          return reply.code(403).send('This origin may not connect');
        const { roomName } = request.params;
        const { verdict, jitsi } = await judge(options, roomName, request.query.jwt, request.hostname);
        if (!verdict.admitted || jitsi)
          return reply.code(403).send('Only who is let into the practice room may connect');
        request.setDecorator<Guest>('guest', { ...verdict, roomName });
      },
    },
    (socket, request) => sit(socket, request.getDecorator<Guest>('guest')),
  );
};

const NO_ROOM: Judgement = {
  verdict: { admitted: false, code: 'NO_ROOM', reason: 'There is no such practice room.' },
};

const NO_ORGANIZATION = 0;
/** What a token is judged by where nobody is let in, whatever it says. */
const NO_SETTINGS = { appSecret: 'of nobody', appId: '', issuer: '' };

async function judge(
  { db, config, video }: MeetingOptions,
  roomName: string,
  token: string,
  host: string,
): Promise<Judgement> {
  const id = appointmentIdIn(roomName);
  // Whoever has no token that says it is for this room does not learn which appointments exist.
  if (!id || (config.production && !namesRoom(token, roomName))) return NO_ROOM;
  const server = asSystem(db);
  const appointment = await readRow(server, appointmentRow, { id: toRowId(Number(id)) });
  // What is not there is judged all the same: to whoever makes a token up, the time would tell which visits there are.
  const settings = await jitsiSettings({ db: server, video }, appointment?.orgId ?? NO_ORGANIZATION).catch(
    () => undefined,
  );
  const verdict = await judgeRoomToken(
    { ...(settings ?? NO_SETTINGS), subject: settings?.subject ?? host },
    roomName,
    token,
  );
  if (!settings || !appointment) return NO_ROOM;
  // Nor does whoever made such a token themselves.
  if (config.production && (!settings.serverUrl || (!verdict.admitted && verdict.code === 'NOT_A_TOKEN')))
    return NO_ROOM;
  const { serverUrl, e2ee } = settings;
  return serverUrl ? { verdict, jitsi: { serverUrl, e2ee } } : { verdict };
}

/** Says nothing of whether it is a good token. */
function namesRoom(token: string, roomName: string) {
  try {
    return String(decodeJwt(token).room).toLowerCase() === roomName.toLowerCase();
  } catch {
    return false;
  }
}
