import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import { useWords } from '../words/portal.ts';
import { SignInPage } from './SignInPage.tsx';
import { openSignIn, type SignIn } from './sign-in.ts';
import type { SignInFacts } from './user-manager.ts';

const SignInContext = createContext<SignIn | undefined>(undefined);

export function useSignIn() {
  const signIn = use(SignInContext);
  if (!signIn) throw new Error('Only inside of the gate is somebody signed in');
  return signIn;
}

/** Shows its children to people who are signed in, and the sign-in page to everyone else. */
export function SignInGate({
  facts,
  children,
}: {
  facts: Exclude<SignInFacts, { by: 'nobody' }>;
  children: ReactNode;
}) {
  const { signIn: words } = useWords();
  const [signIn] = useState(() => openSignIn(facts));
  const { isSignedIn, problem } = useSyncExternalStore(signIn.listen, signIn.state);
  useEffect(() => void signIn.restore(), [signIn]);
  if (isSignedIn === undefined) return <p role="status">{words.busy}</p>;
  if (isSignedIn) return <SignInContext value={signIn}>{children}</SignInContext>;
  return (
    <SignInPage
      facts={facts}
      problem={problem}
      onChoose={signIn.signInAs}
      onIssuer={signIn.redirectToIssuer}
    />
  );
}
