import { InMemoryWebStorage, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { tryStorage } from '../words/try-storage.ts';

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
  // Tokens stay in memory. Only the code verifier is stored, to survive the redirect.
  userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  stateStore: new WebStorageStateStore({
    store: tryStorage(() => window.sessionStorage) ?? new InMemoryWebStorage(),
  }),
  automaticSilentRenew: true,
  // Signed access tokens cannot be revoked.
  revokeTokensOnSignout: true,
  revokeTokenTypes: ['refresh_token' as const],
};

/**
 * OpenID Connect with code flow and PKCE (RFC 7636). The demo clinic is an issuer that asks for no password.
 */
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
  // Some issuers bind tokens to a resource, and need it in both requests (RFC 8707 §2).
  const resource = audience && isUrl(audience) ? audience : undefined;
  return new UserManager({
    ...common,
    authority,
    client_id: clientId,
    scope,
    ...(resource && { resource, extraTokenParams: { resource } }),
  });
}

/** Older phones have no `URL.canParse`. */
function isUrl(text: string) {
  try {
    return Boolean(new URL(text));
  } catch {
    return false;
  }
}
