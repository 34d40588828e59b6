import { Suspense, useEffect, useState } from 'react';
import { Provider } from 'urql';
import { useLocation } from 'wouter';
import { openClient } from './client.ts';
import { openConnection } from './connection.ts';
import { NotesContext } from './notes/use-note.ts';
import { Pages } from './pages.tsx';
import { ViewerProvider } from './people/viewer.tsx';
import { useSignIn } from './sign-in/SignInGate.tsx';
import { Announcer } from './ui/Announcer.tsx';
import { ConnectionContext } from './ui/connection.tsx';
import { Loading } from './ui/Loading.tsx';
import { Mishap } from './ui/Mishap.tsx';
import { Shell } from './ui/Shell.tsx';

/** Everything behind the sign-in. */
export default function App() {
  const signIn = useSignIn();
  // Another page is another chance.
  const [path] = useLocation();
  const endpoint = `${window.location.origin}/graphql`;
  const [connection] = useState(() => openConnection(endpoint, signIn.freshToken));
  const [client] = useState(() => openClient(endpoint, signIn.caller, connection.socket));
  const [notes] = useState(() => new Map());
  useEffect(() => () => connection.close(), [connection]);
  return (
    <Provider value={client}>
      <ConnectionContext value={connection}>
        <Announcer>
          <NotesContext value={notes}>
            <ViewerProvider>
              <Shell>
                <Mishap key={path}>
                  <Suspense fallback={<Loading />}>
                    <Pages />
                  </Suspense>
                </Mishap>
              </Shell>
            </ViewerProvider>
          </NotesContext>
        </Announcer>
      </ConnectionContext>
    </Provider>
  );
}
