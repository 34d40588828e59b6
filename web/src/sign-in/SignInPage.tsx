import { useState } from 'react';
import icon from '../ui/icon.svg';
import { LanguageChoice } from '../ui/LanguageChoice.tsx';
import { useWords } from '../words/portal.ts';
import './sign-in.css';
import type { Problem } from './sign-in.ts';
import type { DemoPerson, SignInFacts } from './user-manager.ts';

interface Props {
  facts: SignInFacts;
  problem?: Problem | undefined;
  onChoose?: (username: string) => Promise<unknown>;
  onIssuer?: () => Promise<unknown>;
}

/** The demo clinic offers a choice of people. Elsewhere a button leads to the clinic's own sign-in. */
export function SignInPage({ facts, problem, onChoose, onIssuer }: Props) {
  const { signIn: words, product } = useWords();
  const [busy, setBusy] = useState(false);
  const go = (work: Promise<unknown> | undefined) => {
    setBusy(true);
    void work?.finally(() => setBusy(false));
  };

  return (
    <div className="sign-in">
      <header className="row spread">
        <strong className="brand">
          <img src={icon} alt="" width="40" height="40" />
          {product}
        </strong>
        <LanguageChoice />
      </header>
      <main className="stack">
        <h1>{facts.by === 'demo' ? words.demoTitle : words.title}</h1>
        {problem && (
          <p role="alert" className="notice warn">
            {words[problem]}
          </p>
        )}
        {facts.by === 'demo' && (
          <>
            <p>{words.demoLead}</p>
            <People people={facts.people} busy={busy} onChoose={(username) => go(onChoose?.(username))} />
          </>
        )}
        {facts.by === 'openid' && (
          <div className="card door">
            <p>{words.lead}</p>
            <ul className="offers">
              {words.offers.map((offer) => (
                <li key={offer}>{offer}</li>
              ))}
            </ul>
            <button
              type="button"
              className="button primary big"
              disabled={busy}
              onClick={() => go(onIssuer?.())}
            >
              {words.button}
            </button>
          </div>
        )}
        {facts.by === 'nobody' && (
          <div className="notice warn">
            <strong>{words.nobody}</strong>
            <p>{words.nobodyHelp}</p>
          </div>
        )}
        <p role="status" className="unseen">
          {busy ? words.busy : ''}
        </p>
      </main>
      <footer className="soft small">
        <p>{words.help}</p>
        <p>{words.privacy}</p>
        <p>{words.emergency}</p>
      </footer>
    </div>
  );
}

function People({
  people,
  busy,
  onChoose,
}: {
  people: DemoPerson[];
  busy: boolean;
  onChoose: (username: string) => void;
}) {
  const { signIn: words } = useWords();
  const organizations = [...new Set(people.map(({ organization }) => organization))];
  return organizations.map((organization) => (
    <section key={organization} className="card" aria-label={organization}>
      <h2>{organization}</h2>
      {(['provider', 'patient', 'admin'] as const).map((role) => (
        <div key={role} className="people">
          <h3>{words.roles[role]}</h3>
          <ul className="row">
            {people
              .filter((person) => person.role === role && person.organization === organization)
              .map(({ username, name }) => (
                <li key={username}>
                  <button
                    type="button"
                    className="button"
                    aria-label={words.as(name)}
                    disabled={busy}
                    onClick={() => onChoose(username)}
                  >
                    {name}
                  </button>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  ));
}
