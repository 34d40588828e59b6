import { type ComponentType, lazy } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { type PageName, paths } from './paths.ts';
import { useViewer, type Viewer } from './people/viewer.tsx';
import { NotFoundPage } from './ui/NotFoundPage.tsx';
import { AdminWordsProvider } from './words/admin.tsx';
import type { PortalWords } from './words/portal/en.ts';
import { useWords } from './words/portal.ts';

const MyAppointmentsPage = lazy(() => import('./appointments/MyAppointmentsPage.tsx'));
const DayPage = lazy(() => import('./appointments/DayPage.tsx'));
const VisitPage = lazy(() => import('./telehealth/VisitPage.tsx'));
const DeviceCheckPage = lazy(() => import('./devices/DeviceCheckPage.tsx'));
const UsagePage = lazy(() => import('./metrics/UsagePage.tsx'));
const AuditPage = lazy(() => import('./audit/AuditPage.tsx'));
const SettingsPage = lazy(() => import('./organizations/SettingsPage.tsx'));

type Roles = Record<'isProvider' | 'isPatient' | 'isAdmin', boolean>;

interface PortalPage {
  /** Gets the `:id` of its path. */
  page: ComponentType<{ id: string }>;
  /** Who can open the page. The server decides by itself what it answers them. */
  isFor(roles: Roles): boolean;
  /** The name of its link in the navigation. A page without a name has no link there. */
  link?(nav: PortalWords['nav'], roles: Roles): string | undefined;
}

/** Loads the administrators' words before the page, which waits for them. */
function withAdminWords(Page: ComponentType) {
  return () => (
    <AdminWordsProvider>
      <Page />
    </AdminWordsProvider>
  );
}

/** Every page of the portal by the name of its path, in the order of the navigation. */
const PAGES: Record<PageName, PortalPage> = {
  home: {
    page: HomePage,
    isFor: () => true,
    link: (nav, { isProvider, isPatient }) =>
      isProvider ? nav.day : isPatient ? nav.appointments : undefined,
  },
  appointments: {
    page: MyAppointmentsPage,
    // The home page of a patient who is no provider shows the same.
    isFor: ({ isProvider, isPatient }) => isProvider && isPatient,
    link: (nav) => nav.appointments,
  },
  clinic: {
    page: ClinicDayPage,
    isFor: ({ isAdmin }) => isAdmin,
    link: (nav) => nav.clinicDay,
  },
  usage: {
    page: withAdminWords(UsagePage),
    isFor: ({ isProvider, isAdmin }) => isProvider || isAdmin,
    link: (nav) => nav.usage,
  },
  audit: { page: withAdminWords(AuditPage), isFor: ({ isAdmin }) => isAdmin, link: (nav) => nav.audit },
  settings: {
    page: withAdminWords(SettingsPage),
    isFor: ({ isAdmin }) => isAdmin,
    link: (nav) => nav.settings,
  },
  check: {
    page: DeviceCheckPage,
    isFor: () => true,
    link: (nav, { isProvider, isPatient }) => (isProvider || isPatient ? nav.check : undefined),
  },
  visit: { page: VisitPage, isFor: () => true },
};

/** Shows the page whose path the address has, if the viewer may open it. */
export function Pages() {
  return (
    <Switch>
      {pagesFor(useViewer()).map(({ path, page: Page }) => (
        <Route<{ id?: string }> key={path} path={path}>
          {({ id = '' }) => <Page key={id} id={id} />}
        </Route>
      ))}
      <Route component={NotFoundPage} />
    </Switch>
  );
}

/** The viewer's links in the navigation. */
export function useLinks() {
  const { nav } = useWords();
  const viewer = useViewer();
  return pagesFor(viewer).flatMap(({ path, link }) => {
    const name = link?.(nav, rolesOf(viewer));
    return name ? [{ path, name }] : [];
  });
}

/** A page of its own for every role, since people come here without having chosen one. */
function HomePage() {
  const { isProvider, isPatient } = rolesOf(useViewer());
  if (isProvider) return <DayPage />;
  return isPatient ? <MyAppointmentsPage /> : <Redirect to={paths.usage} replace />;
}

/** Everybody's day, by an administrator's own choice. */
function ClinicDayPage() {
  return <DayPage ofClinic />;
}

const rolesOf = ({ roles }: Viewer): Roles => ({
  isProvider: roles.includes('PROVIDER'),
  isPatient: roles.includes('PATIENT'),
  isAdmin: roles.includes('ADMIN'),
});

const pagesFor = (viewer: Viewer) =>
  // The keys are the list's own.
  (Object.keys(PAGES) as PageName[])
    .map((name) => ({ path: paths[name], ...PAGES[name] }))
    .filter(({ isFor }) => isFor(rolesOf(viewer)));
