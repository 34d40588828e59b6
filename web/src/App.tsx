import { Suspense, useEffect, useState } from 'react';
import { Provider } from 'urql';
import { useLocation } from 'wouter';
import { openClient } from './api/client.ts';
import { openConnection } from './api/connection.ts';
import { ConnectionContext } from './api/use-connection.ts';
import { ToldVisitsProvider } from './appointments/told-visits.tsx';
import { NotesContext } from './notes/use-note.ts';
import { Pages, useLinks } from './pages.tsx';
import { useViewer, ViewerProvider } from './people/viewer.tsx';
import { IdleLogoff } from './sign-in/IdleLogoff.tsx';
import { useSignIn } from './sign-in/SignInGate.tsx';
import { CallProvider } from './telehealth/CallProvider.tsx';
import { CallWindow } from './telehealth/CallWindow.tsx';
import { useCall } from './telehealth/call.ts';
import { RoomWatch } from './telehealth/RoomWatch.tsx';
import { Announcer } from './ui/Announcer.tsx';
import { AttentionContext } from './ui/attention.ts';
import { ErrorBoundary, FailedPart } from './ui/ErrorBoundary.tsx';
import { LoadingPage } from './ui/Loading.tsx';
import { Shell } from './ui/Shell.tsx';
import { Toasts } from './ui/Toasts.tsx';
import { useWords } from './words/portal.ts';

/** What all pages share once somebody is signed in. */
export default function App() {
  const signIn = useSignIn();
  const endpoint = `${window.location.origin}/graphql`;
  const [connection] = useState(() => openConnection(endpoint, signIn.freshToken));
  const [client] = useState(() => openClient(endpoint, signIn.accessToken, connection));
  const [notes] = useState(() => new Map());
  useEffect(() => () => connection.close(), [connection]);
  return (
    <Provider value={client}>
      <ConnectionContext value={connection}>
        <Announcer>
          <NotesContext value={notes}>
            <ViewerProvider onSignOut={() => void signIn.signOut()}>
              <IdleLogoff>
                <ToldVisitsProvider>
                  <CallProvider>
                    <Portal onSignOut={() => void signIn.signOut()} />
                  </CallProvider>
                </ToldVisitsProvider>
              </IdleLogoff>
            </ViewerProvider>
          </NotesContext>
        </Announcer>
      </ConnectionContext>
    </Provider>
  );
}

function Portal({ onSignOut }: { onSignOut: () => void }) {
  const viewer = useViewer();
  const [path] = useLocation();
  const { call } = useCall();
  const words = useWords();
  const signOut = () => {
    if (!call || window.confirm(words.call.signOut(call.other))) onSignOut();
  };
  const takesPart = Boolean(viewer.provider ?? viewer.patient);
  const [waiting, setWaiting] = useState(0);
  return (
    <AttentionContext value={waiting}>
      <Toasts>
        <Shell viewer={viewer} links={useLinks()} hearsArrivals={takesPart} onSignOut={signOut}>
          {takesPart && (
            <ErrorBoundary fallback={<FailedPart />}>
              <RoomWatch onCount={setWaiting} />
            </ErrorBoundary>
          )}
          {/* By path, so that a page that failed does not keep the next one from showing. */}
          <ErrorBoundary key={path}>
            <Suspense fallback={<LoadingPage />}>
              <Pages />
            </Suspense>
          </ErrorBoundary>
          <ErrorBoundary fallback={<FailedPart />}>
            <CallWindow />
          </ErrorBoundary>
        </Shell>
      </Toasts>
    </AttentionContext>
  );
}
