import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { appointmentRow } from '../appointments/appointment.entity.ts';
import type { Config, Secrets } from '../config.ts';
import { jitsiSettings } from '../organizations/jitsi-settings.ts';
import type { EntityManager } from '../platform/database.ts';
import { readRow } from '../platform/read.ts';
import { asServer } from '../platform/visible-to.ts';
import { judgeRoomToken, type Verdict } from './judge-room-token.ts';
import { appointmentIdIn } from './room-name.ts';

interface House {
  em: EntityManager;
  config: Config;
  secrets: Secrets;
}

/** Where a meeting leads when there is no Jitsi server: says whether the token would be let in, and as whom. */
export const practiceRoom: FastifyPluginAsyncZod<House> = async (rest, house) => {
  rest.get(
    '/meet/:roomName',
    { schema: { hide: true, params: z.object({ roomName: z.string() }), querystring: z.object({ jwt: z.string().default('') }) } },
    async (request, reply) => {
      const verdict = await judge(house, request.params.roomName, request.query.jwt, request.hostname);
      return reply
        .code(verdict.admitted ? 200 : 403)
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'")
        .send(page(request.params.roomName, verdict));
    },
  );
};

async function judge({ em, config, secrets }: House, roomName: string, token: string, host: string): Promise<Verdict> {
  const noRoom: Verdict = { admitted: false, reason: 'There is no such practice room.' };
  const id = appointmentIdIn(roomName);
  if (!id || config.production) return noRoom;
  const server = asServer(em);
  const appointment = await readRow(server, appointmentRow, { id: Number(id) > 2 ** 31 - 1 ? 0 : Number(id) });
  if (!appointment) return noRoom;
  const settings = await jitsiSettings({ em: server, config, secrets }, appointment.orgId).catch(() => undefined);
  if (!settings || settings.serverUrl) return noRoom;
  return judgeRoomToken({ ...settings, subject: settings.subject ?? host }, roomName, token);
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const sentences = (verdict: Verdict) =>
  verdict.admitted
    ? [
        'You would be let in',
        `as ${verdict.name}, ${verdict.moderator ? 'the moderator' : 'a participant'}, until ${verdict.until.toISOString().slice(11, 16)} UTC.`,
      ]
    : ['You would not be let in', verdict.reason];

function page(roomName: string, verdict: Verdict) {
  const [heading = '', sentence = ''] = sentences(verdict);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Practice room ${escapeHtml(roomName)}</title>
<style>
  body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto; padding: 0 1rem; overflow-wrap: anywhere; color: #1a2b33; background: #f6f9fa }
  main { background: #fff; border-radius: .75rem; padding: 1.5rem clamp(1.25rem, 5vw, 2rem); border-top: .375rem solid ${verdict.admitted ? '#17795e' : '#b3261e'}; box-shadow: 0 1px 4px #0002 }
  h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; text-wrap: balance } p { margin: .5rem 0 0 } footer { margin-top: 1rem; font-size: .95rem; color: #4a5d66 }
  @media (prefers-color-scheme: dark) { body { color: #e7eef1; background: #10191d } main { background: #1a262c } footer { color: #9fb2bb } }
</style>
<main><h1>${escapeHtml(heading)}</h1><p>${escapeHtml(sentence)}</p></main>
<footer>This is the practice room ${escapeHtml(roomName)}, for trying things out. With JITSI_SERVER_URL set, this link leads to your Jitsi Meet server.</footer>
</html>`;
}
