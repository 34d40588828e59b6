import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useLinks } from '../pages.tsx';
import { useViewer } from '../people/viewer.tsx';
import { useSignIn } from '../sign-in/SignInGate.tsx';
import { RoomWatch } from '../telehealth/RoomWatch.tsx';
import { useWords } from '../words/portal.ts';
import { ConnectionNotice } from './connection.tsx';
import icon from './icon.svg';
import { LanguageChoice } from './LanguageChoice.tsx';
import './shell.css';
import { paths } from '../paths.ts';

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
        <Link href={paths.home} className="brand">
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
  const [here] = useLocation();
  return (
    <nav aria-label={nav.main}>
      <ul className="row">
        {useLinks().map(({ path, name }) => (
          <li key={path}>
            <Link href={path} aria-current={here === path ? 'page' : undefined}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
