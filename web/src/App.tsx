import { lazy, Suspense, useEffect, useState } from 'react';
import { Provider } from 'urql';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { openClient } from './client.ts';
import { openConnection } from './connection.ts';
import { NotesContext } from './notes/use-note.ts';
import { useViewer, ViewerProvider } from './people/viewer.tsx';
import { useSignIn } from './sign-in/SignInGate.tsx';
import { Announcer } from './ui/Announcer.tsx';
import { ConnectionContext } from './ui/connection.tsx';
import { Loading } from './ui/Loading.tsx';
import { Mishap } from './ui/Mishap.tsx';
import { NotFoundPage } from './ui/NotFoundPage.tsx';
import { Shell } from './ui/Shell.tsx';

const MyAppointmentsPage = lazy(() => import('./appointments/MyAppointmentsPage.tsx'));
const DayPage = lazy(() => import('./appointments/DayPage.tsx'));
const VisitPage = lazy(() => import('./telehealth/VisitPage.tsx'));
const DeviceCheckPage = lazy(() => import('./devices/DeviceCheckPage.tsx'));
const UsagePage = lazy(() => import('./metrics/UsagePage.tsx'));
const AuditPage = lazy(() => import('./audit/AuditPage.tsx'));
const JitsiSettingsPage = lazy(() => import('./organizations/JitsiSettingsPage.tsx'));

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

/** The table of contents: who finds what where. What a page shows, the server decides by itself. */
function Pages() {
  const { roles } = useViewer();
  const is = (role: (typeof roles)[number]) => roles.includes(role);
  return (
    <Switch>
      <Route path="/">
        {is('PROVIDER') ? (
          <DayPage />
        ) : is('PATIENT') ? (
          <MyAppointmentsPage />
        ) : (
          <Redirect to="/usage" replace />
        )}
      </Route>
      {is('PATIENT') && is('PROVIDER') && <Route path="/appointments" component={MyAppointmentsPage} />}
      <Route path="/visits/:id">{({ id }) => <VisitPage key={id} id={id} />}</Route>
      <Route path="/check" component={DeviceCheckPage} />
      {(is('ADMIN') || is('PROVIDER')) && <Route path="/usage" component={UsagePage} />}
      {is('ADMIN') && <Route path="/audit" component={AuditPage} />}
      {is('ADMIN') && <Route path="/settings" component={JitsiSettingsPage} />}
      <Route component={NotFoundPage} />
    </Switch>
  );
}
