import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useViewer } from '../people/viewer.tsx';
import { useSignIn } from '../sign-in/SignInGate.tsx';
import { RoomWatch } from '../telehealth/RoomWatch.tsx';
import { useWords } from '../words/portal.ts';
import { ConnectionNotice } from './connection.tsx';
import icon from './icon.svg';
import { LanguageChoice } from './LanguageChoice.tsx';
import './shell.css';

/** What is around every page: where one is, who one is, and what just happened. */
export function Shell({ children }: { children: ReactNode }) {
  const { skipToContent, nav, product } = useWords();
  const viewer = useViewer();
  const { signOut } = useSignIn();
  return (
    <>
      <a className="skip" href="#content">
        {skipToContent}
      </a>
      <header className="shell">
        <Link href="/" className="brand">
          <img src={icon} alt="" width="32" height="32" />
          <span>
            {product}
            <span className="unseen">, </span>
            <span className="clinic">{viewer.organization.name}</span>
          </span>
        </Link>
        <Navigation />
        <div className="row me">
          <span className="small">
            <span className="unseen">{nav.signedInAs('')}</span>
            {viewer.name}
          </span>
          <button type="button" className="button quiet" onClick={signOut}>
            {nav.signOut}
          </button>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <ConnectionNotice />
        {viewer.roles.some((role) => role !== 'ADMIN') && <RoomWatch />}
        {children}
      </main>
      <footer className="foot">
        <LanguageChoice />
      </footer>
    </>
  );
}

function Navigation() {
  const { nav } = useWords();
  const { roles } = useViewer();
  const [path] = useLocation();
  const [isProvider, isPatient, isAdmin] = (['PROVIDER', 'PATIENT', 'ADMIN'] as const).map((role) =>
    roles.includes(role),
  );
  const links = [
    isProvider && { to: '/', name: nav.day },
    isPatient && { to: isProvider ? '/appointments' : '/', name: nav.appointments },
    (isProvider || isAdmin) && { to: '/usage', name: nav.usage },
    isAdmin && { to: '/audit', name: nav.audit },
    isAdmin && { to: '/settings', name: nav.settings },
    (isProvider || isPatient) && { to: '/check', name: nav.check },
  ].filter((link) => link !== false && link !== undefined);
  return (
    <nav aria-label={nav.main}>
      <ul className="row">
        {links.map(({ to, name }) => (
          <li key={to}>
            <Link href={to} aria-current={path === to ? 'page' : undefined}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
