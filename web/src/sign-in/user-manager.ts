import { InMemoryWebStorage, UserManager, WebStorageStateStore } from 'oidc-client-ts';

export interface DemoPerson {
  username: string;
  role: 'provider' | 'patient' | 'admin';
  name: string;
  organization: string;
}

export type SignInFacts =
  | { by: 'demo'; people: DemoPerson[] }
  | { by: 'openid'; authority: string; clientId: string; scope: string; audience?: string }
  | { by: 'nobody' };

const here = window.location.origin;

const common = {
  redirect_uri: `${here}/signed-in`,
  post_logout_redirect_uri: `${here}/`,
  // Tokens live in memory. What survives the way to the issuer and back is the code verifier, not a token.
  userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
  automaticSilentRenew: true,
  // Signed access tokens count until they end; issuers refuse to revoke them.
  revokeTokensOnSignout: true,
  revokeTokenTypes: ['refresh_token' as const],
};

/** OpenID Connect with the code flow and PKCE (RFC 7636); the demo clinic is an issuer that asks for no password. */
export function openUserManager(facts: Exclude<SignInFacts, { by: 'nobody' }>) {
  if (facts.by === 'demo') {
    const authority = `${here}/demo`;
    return new UserManager({
      ...common,
      authority,
      client_id: 'readyroom',
      scope: '',
      revokeTokensOnSignout: false,
      metadata: { issuer: authority, token_endpoint: `${authority}/token` },
    });
  }
  const { authority, clientId, scope, audience } = facts;
  // For issuers that make their tokens for one resource only, and ask which at either step (RFC 8707 §2).
  const resource = audience && URL.canParse(audience) ? audience : undefined;
  return new UserManager({
    ...common,
    authority,
    client_id: clientId,
    scope,
    ...(resource && { resource, extraTokenParams: { resource } }),
  });
}
