import { ErrorResponse, type User } from 'oidc-client-ts';
import { navigate } from 'wouter/use-browser-location';
import type { AccessToken } from '../api/client.ts';
import { paths } from '../paths.ts';
import { tryStorage } from '../words/try-storage.ts';
import { openTabs } from './tabs.ts';
import { openUserManager, type SignInFacts } from './user-manager.ts';

/** Holds who is signed in in this tab, so that a reload signs in again: a name, never a token. */
const STORAGE_KEY = 'readyroom.signed-in';
const AT_ISSUER = 'issuer';

export type Problem = 'ended' | 'failed' | 'unreachable' | 'idle' | 'elsewhere';

export interface SignInState {
  /** Undefined until it is known. */
  isSignedIn: boolean | undefined;
  problem?: Problem | undefined;
}

/** Signs people in and out, and keeps them signed in. */
export function openSignIn(facts: Exclude<SignInFacts, { by: 'nobody' }>) {
  const manager = openUserManager(facts);
  const listeners = new Set<() => void>();
  const activityListeners = new Set<() => void>();
  let state: SignInState = { isSignedIn: undefined };
  let user: User | undefined;
  let remembered = tryStorage(() => sessionStorage.getItem(STORAGE_KEY));

  function remember(name: string) {
    remembered = name;
    tryStorage(() => sessionStorage.setItem(STORAGE_KEY, name));
  }
  function forget() {
    remembered = undefined;
    tryStorage(() => sessionStorage.removeItem(STORAGE_KEY));
  }

  function setState(next: SignInState) {
    state = next;
    for (const listener of listeners) listener();
  }
  function onSignedIn(signedIn: User) {
    user = signedIn;
    if (!state.isSignedIn) setState({ isSignedIn: true });
  }
  function onSignedOut(problem?: Problem) {
    forget();
    user = undefined;
    setState({ isSignedIn: false, problem });
  }
  const tabs = openTabs(({ event, person }) => {
    if (person !== remembered) return;
    if (event === 'active') for (const listener of activityListeners) listener();
    else {
      onSignedOut('elsewhere');
      navigate(paths.home);
      void manager.removeUser();
    }
  });

  /** Signs in the user that the work returns. It returns none when the browser is being redirected. */
  const attempt = (work: () => Promise<User | null | undefined>) =>
    work().then(
      (signedIn) => signedIn && onSignedIn(signedIn),
      (error: unknown) => onSignedOut(error instanceof TypeError ? 'unreachable' : 'failed'),
    );

  const signInAs = (username: string) =>
    attempt(async () => {
      const signedIn = await manager.signinResourceOwnerCredentials({
        username,
        password: '-',
        skipUserInfo: true,
      });
      remember(username);
      return signedIn;
    });
  const redirectToIssuer = () =>
    attempt(async () => {
      await manager.signinRedirect({ state: { returnTo: window.location.pathname } });
      return undefined;
    });
  const finishRedirect = () =>
    attempt(async () => {
      const signedIn = await manager.signinCallback();
      // In the hidden frame of a silent renewal nothing else is to be done.
      if (!signedIn) return undefined;
      remember(AT_ISSUER);
      navigate(returnPathOf(signedIn), { replace: true });
      return signedIn;
    });
  const renew = () =>
    manager.signinSilent().catch((error: unknown) => {
      // A network error signs nobody out.
      if (error instanceof ErrorResponse) onSignedOut('ended');
      throw error;
    });

  // A renewal that ends after the person has signed out does not sign them in again.
  manager.events.addUserLoaded((renewed) => {
    if (remembered) onSignedIn(renewed);
  });
  manager.events.addAccessTokenExpired(() => void renew().catch(ignore));

  const accessToken: AccessToken = { current: () => user?.access_token ?? '', renew };
  return {
    state: () => state,
    listen(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Signs in people who come back from the issuer, or who were signed in before a reload. */
    restore() {
      if (window.location.pathname === '/signed-in') return finishRedirect();
      if (remembered && facts.by === 'demo') return signInAs(remembered);
      return remembered === AT_ISSUER ? redirectToIssuer() : onSignedOut();
    },
    signInAs,
    redirectToIssuer,
    accessToken,
    /** Renews an expired token first: timers do not run while a computer sleeps. */
    async freshToken() {
      if (user?.expired) await renew().catch(ignore);
      return accessToken.current();
    },
    /** Tells the person's other tabs that they are at the computer. */
    tellActive: () => remembered && tabs.tell({ event: 'active', person: remembered }),
    listenForActivity(listener: () => void) {
      activityListeners.add(listener);
      return () => void activityListeners.delete(listener);
    },
    /** In all tabs of the same person. */
    async signOut(problem?: Problem) {
      if (remembered) tabs.tell({ event: 'signedOut', person: remembered });
      onSignedOut(problem);
      navigate(paths.home);
      const hasEndpoint = facts.by === 'openid' && (await manager.metadataService.getEndSessionEndpoint());
      await (hasEndpoint ? manager.signoutRedirect() : manager.removeUser()).catch(() =>
        manager.removeUser(),
      );
    },
  };
}

export type SignIn = ReturnType<typeof openSignIn>;

/** The next request renews the token again. */
const ignore = () => undefined;

/** Accepts only paths of this site, since anybody can craft an address. */
function returnPathOf({ state }: User) {
  const path =
    typeof state === 'object' && state && 'returnTo' in state ? String(state.returnTo) : paths.home;
  return /^\/(?!\/|signed-in)/.test(path) ? path : paths.home;
}
