import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { paths } from '../paths.ts';
import { useWords } from '../words/portal.ts';
import { useAttention } from './attention.ts';
import { ChimeChoice } from './ChimeChoice.tsx';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import icon from './icon.svg';
import { LanguageChoice } from './LanguageChoice.tsx';
import './shell.css';

interface Props {
  /** Unknown until the server has said who is signed in. */
  viewer?: { name: string; organization: { name: string } };
  links: NavigationLink[];
  /** Whether somebody may wait for this person. */
  hearsArrivals: boolean;
  onSignOut: () => void;
  children: ReactNode;
}

interface NavigationLink {
  path: string;
  name: string;
}

/** The frame around every page: the clinic, the navigation, who is signed in, and the language. */
export function Shell({ viewer, links, hearsArrivals, onSignOut, children }: Props) {
  const { skipToContent, nav, product } = useWords();
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
            <bdi className="clinic">{viewer?.organization.name}</bdi>
          </span>
        </Link>
        <Navigation links={links} />
        <div className="row me">
          {viewer && (
            <span className="small">
              <span className="unseen">{nav.signedInAs('')}</span>
              <bdi>{viewer.name}</bdi>
            </span>
          )}
          <button type="button" className="button quiet" onClick={onSignOut}>
            {nav.signOut}
          </button>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <ConnectionNotice />
        {children}
      </main>
      <footer className="foot">
        {hearsArrivals && <ChimeChoice />}
        <LanguageChoice />
      </footer>
    </>
  );
}

function Navigation({ links }: { links: NavigationLink[] }) {
  const { nav } = useWords();
  const [here] = useLocation();
  const waiting = useAttention();
  return (
    <nav aria-label={nav.main}>
      <ul className="row">
        {links.map(({ path, name }) => (
          <li key={path}>
            <Link href={path} aria-current={here === path ? 'page' : undefined}>
              {name}
              {path === paths.home && waiting > 0 && (
                <span className="count">
                  <span aria-hidden="true">{waiting}</span>
                  <span className="unseen">, {nav.waiting(waiting)}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
