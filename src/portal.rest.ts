import type { FastifyPluginAsync } from 'fastify';
import type { Config } from './config.ts';
import { demoPeople } from './demo/people.ts';
import type { Pages } from './platform/pages.ts';

/** The paths of the web client's own router; each of them can be reloaded and sent on. */
const PATHS = ['/', '/signed-in', '/appointments', '/visits/:id', '/check', '/usage', '/audit', '/settings'];

/** The portal and the console: one page, which finds its way by its path. */
export const portal: FastifyPluginAsync<{ pages: Pages; config: Config }> = async (server, { pages, config }) => {
  const signIn = signInOf(config);
  const issuer = signIn.by === 'openid' ? [new URL(signIn.authority).origin] : [];
  for (const path of PATHS) {
    // A silent renewal comes back in a hidden frame (OpenID Connect Core §3.1.2.1, prompt=none).
    const ancestors = path === '/signed-in' ? "'self'" : "'none'";
    server.get(path, { schema: { hide: true } }, (_request, reply) =>
      pages.send(reply, { name: 'index', facts: { signIn }, reach: { connections: issuer, frames: issuer, ancestors } }),
    );
  }
};

/** How people sign in: by choosing who they are in the demo clinic, or at the issuer whose tokens this server takes. */
function signInOf({ auth, production }: Config) {
  if (auth.demo && !production) return { by: 'demo', people: demoPeople } as const;
  if (!auth.issuer || !auth.clientId) return { by: 'nobody' } as const;
  return { by: 'openid', authority: auth.issuer, clientId: auth.clientId, scope: auth.scope, audience: auth.audience } as const;
}
