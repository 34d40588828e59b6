import { readFileSync } from 'node:fs';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { demoPeople } from '../demo/people.ts';
import { watchIssuer } from './issuer-origins.ts';
import { BUILT } from './pages.ts';

/**
 * The paths of the web client's pages by name. The server answers them too, because people reload and share
 * them.
 */
const PATHS = new URL('../../web/paths.json', import.meta.url);

/** The portal for patients, providers and admins: a single-page application. */
export const portalRoutes: FastifyPluginAsyncZod = async (server) => {
  const { pages, config } = server.application;
  const signIn = signInOf(config);
  const issuer = signIn.by === 'openid' ? watchIssuer(signIn.authority) : undefined;
  server.addHook('onClose', async () => issuer?.stop());
  const send = (reply: FastifyReply, ancestors: string[] = []) => {
    const origins = issuer?.origins() ?? [];
    return pages.send(reply, {
      name: 'index',
      facts: { signIn },
      // Our own frames are calls, and the page that a silent renewal returns to.
      reach: { connections: origins, frames: ["'self'", ...origins], ancestors },
    });
  };

  const paths = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(PATHS, 'utf8')));
  for (const path of Object.values(paths))
    server.get(path, { schema: { hide: true } }, (_request, reply) => send(reply));
  // At the root, so that its scope is all of the portal. It reaches nothing.
  const worker = readFileSync(new URL('service-worker.js', BUILT), 'utf8');
  server.get('/service-worker.js', { schema: { hide: true } }, (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .headers({ 'cache-control': 'no-cache', 'content-security-policy': "default-src 'none'" })
      .send(worker),
  );
  // A silent renewal returns to a hidden frame (OpenID Connect Core §3.1.2.1, prompt=none).
  server.get('/signed-in', { schema: { hide: true } }, (_request, reply) => send(reply, ["'self'"]));
  // Browsers get the portal's page for unknown addresses. Other clients get the usual error.
  server.get('/*', { schema: { hide: true } }, (request, reply) =>
    request.headers.accept?.includes('text/html') ? send(reply.code(404)) : reply.callNotFound(),
  );
};

/** How people sign in: as a person of the demo clinic, or at the issuer whose tokens this server accepts. */
function signInOf({ auth, demoSignIn }: Pick<Config, 'auth' | 'demoSignIn'>) {
  if (demoSignIn) return { by: 'demo', people: demoPeople } as const;
  if (!auth.issuer || !auth.clientId) return { by: 'nobody' } as const;
  return {
    by: 'openid',
    authority: auth.issuer,
    clientId: auth.clientId,
    scope: auth.scope,
    audience: auth.audience,
  } as const;
}
