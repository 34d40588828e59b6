import { ErrorResponse, type User } from 'oidc-client-ts';
import { navigate } from 'wouter/use-browser-location';
import type { AccessToken } from '../api/client.ts';
import { openUserManager, type SignInFacts } from './user-manager.ts';

/** Who was signed in in this tab, so that a reload signs in again: a name, never a token. */
const REMEMBERED = 'readyroom.signed-in';
const AT_ISSUER = 'issuer';

export type Problem = 'ended' | 'failed' | 'unreachable';

export interface SignInState {
  /** Undefined while it is being found out. */
  isSignedIn: boolean | undefined;
  problem?: Problem | undefined;
}

/** Signs people in and out, and keeps them signed in. */
export function openSignIn(facts: Exclude<SignInFacts, { by: 'nobody' }>) {
  const manager = openUserManager(facts);
  const listeners = new Set<() => void>();
  let state: SignInState = { isSignedIn: undefined };
  let user: User | undefined;

  function become(next: SignInState) {
    state = next;
    for (const listener of listeners) listener();
  }
  function enter(entered: User) {
    user = entered;
    if (!state.isSignedIn) become({ isSignedIn: true });
  }
  function leave(problem?: Problem) {
    sessionStorage.removeItem(REMEMBERED);
    user = undefined;
    become({ isSignedIn: false, problem });
  }
  /** Somebody, if it leads to somebody; a redirect leads away. */
  const attempt = (work: () => Promise<User | null | undefined>) =>
    work().then(
      (entered) => entered && enter(entered),
      (error: unknown) => leave(error instanceof TypeError ? 'unreachable' : 'failed'),
    );

  const signInAs = (username: string) =>
    attempt(async () => {
      const entered = await manager.signinResourceOwnerCredentials({
        username,
        password: '-',
        skipUserInfo: true,
      });
      sessionStorage.setItem(REMEMBERED, username);
      return entered;
    });
  const goToIssuer = () =>
    attempt(async () => {
      await manager.signinRedirect({ state: { returnTo: window.location.pathname } });
      return undefined;
    });
  const comeBack = () =>
    attempt(async () => {
      const entered = await manager.signinCallback();
      // In the hidden frame of a silent renewal there is nothing more to do.
      if (!entered) return undefined;
      sessionStorage.setItem(REMEMBERED, AT_ISSUER);
      navigate(returnPathOf(entered), { replace: true });
      return entered;
    });
  const renew = () =>
    manager.signinSilent().catch((error: unknown) => {
      // A network that is away signs nobody out.
      if (error instanceof ErrorResponse) leave('ended');
      throw error;
    });

  // A renewal that was under way when somebody signed out does not bring them back.
  manager.events.addUserLoaded((renewed) => {
    if (sessionStorage.getItem(REMEMBERED)) enter(renewed);
  });
  manager.events.addAccessTokenExpired(() => void renew().catch(() => 'asked again with the next request'));

  const accessToken: AccessToken = { current: () => user?.access_token ?? '', renew };
  return {
    state: () => state,
    listen(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Finds out who it is when the page opens: whoever comes back from the issuer, or was here before a reload. */
    begin() {
      const remembered = sessionStorage.getItem(REMEMBERED);
      if (window.location.pathname === '/signed-in') return comeBack();
      if (remembered && facts.by === 'demo') return signInAs(remembered);
      return remembered === AT_ISSUER ? goToIssuer() : leave();
    },
    signInAs,
    goToIssuer,
    accessToken,
    /** A token that has not ended, if there is a way to one: after a night's sleep the evening's would be refused. */
    async freshToken() {
      if (user?.expired) await renew().catch(() => 'then with the one there is');
      return accessToken.current();
    },
    async signOut() {
      leave();
      navigate('/');
      const ends = facts.by === 'openid' && (await manager.metadataService.getEndSessionEndpoint());
      await (ends ? manager.signoutRedirect() : manager.removeUser()).catch(() => manager.removeUser());
    },
  };
}

export type SignIn = ReturnType<typeof openSignIn>;

/** Only ever a path of this site: the issuer hands back what it was given, and anybody can write an address. */
function returnPathOf({ state }: User) {
  const path = typeof state === 'object' && state && 'returnTo' in state ? String(state.returnTo) : '/';
  return /^\/(?!\/|signed-in)/.test(path) ? path : '/';
}
