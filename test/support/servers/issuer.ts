import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { onTestFinished } from 'vitest';

export const AUDIENCE = 'https://readyroom.example.org/api';

/** An OpenID Connect issuer of this test's own, which knows everyone by any password and says the same of each. */
export async function openIssuer(
  redirectUri: (origin: string) => string[],
  claims: Record<string, unknown>,
  accessTokenSeconds: number,
) {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const provider = new Provider(url, {
    clients: [
      {
        client_id: 'portal',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        redirect_uris: redirectUri('/signed-in'),
        post_logout_redirect_uris: redirectUri('/'),
      },
    ],
    clientBasedCORS: () => true,
    cookies: { keys: ['of-this-test'] },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    ttl: { AccessToken: accessTokenSeconds, Session: 3600, Grant: 3600, IdToken: 3600, Interaction: 600 },
    features: {
      devInteractions: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: 'openid',
          audience: AUDIENCE,
          accessTokenFormat: 'jwt' as const,
        }),
      },
    },
    extraTokenClaims: () => claims,
  });
  const handle = provider.callback();
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url,
    variables: {
      AUTH_ISSUER: url,
      AUTH_JWKS_URL: `${url}/jwks`,
      AUTH_CLIENT_ID: 'portal',
      AUTH_AUDIENCE: AUDIENCE,
    },
  };
}
