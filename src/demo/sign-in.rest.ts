import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { BadUserInput } from '../platform/refusals.ts';
import { mintDemoToken } from './mint-demo-token.ts';
import { demoPeople } from './people.ts';

const TTL_SECONDS = 3600;

const Grant = z.discriminatedUnion('grant_type', [
  z.object({ grant_type: z.literal('password'), username: z.string() }),
  z.object({ grant_type: z.literal('refresh_token'), refresh_token: z.string() }),
]);

/**
 * An OAuth 2.0 token endpoint (RFC 6749) without passwords: anyone may sign in as anyone in the demo clinic.
 * The web client uses it as it uses a real issuer.
 */
export const demoSignIn: FastifyPluginAsyncZod = async (server) => {
  const { config, secrets } = server.application;
  if (!config.demoSignIn) return;
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body: string, done) => done(null, Object.fromEntries(new URLSearchParams(body))),
  );
  server.post('/token', { schema: { hide: true, body: Grant } }, async ({ body }, reply) => {
    // The refresh token is just the username.
    const username = body.grant_type === 'password' ? body.username : body.refresh_token;
    const person = demoPeople.find((one) => one.username === username);
    if (!person) throw new BadUserInput('There is nobody of that name in the demo clinic');
    const access_token = await mintDemoToken(config, secrets, { ...person, ttlSeconds: TTL_SECONDS });
    return reply
      .header('cache-control', 'no-store')
      .send({ access_token, token_type: 'Bearer', expires_in: TTL_SECONDS, refresh_token: username });
  });
};
