import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { ACTIONS } from '../gql/actions.ts';
import { DateRange } from '../ui/DateRange.tsx';
import { formEntries, useFormFromUrl } from '../ui/use-form-from-url.ts';
import { useAdminLocale } from '../words/admin.tsx';

interface NamedAction {
  action: string;
  name: string;
}

/** The filter of the log. Submitting it writes it into the address. */
export function AuditFilterForm({ problem, onShow }: { problem: string | undefined; onShow: () => void }) {
  const { language, words: all } = useAdminLocale();
  const { audit: words, show } = all;
  const [params, setParams] = useSearchParams();
  const [isNarrow] = useState(() => window.matchMedia('(max-width: 48rem)').matches);
  const form = useFormFromUrl(params.toString());
  const known: NamedAction[] = ACTIONS.map((action) => ({ action, name: words.actions[action] }));
  known.sort((one, other) => one.name.localeCompare(other.name, language));
  const asked = params.get('action');
  // The address may name an action that only a newer server knows.
  const isUnknown = asked && !known.some(({ action }) => action === asked);
  const actions = isUnknown ? [...known, { action: asked, name: asked }] : known;

  return (
    // Folded on a phone, where the entries would be below it.
    <details className="card" open={!isNarrow}>
      <summary>{words.filter}</summary>
      <form
        ref={form}
        aria-label={words.filter}
        className="audit-filter"
        onSubmit={(event) => {
          event.preventDefault();
          setParams(formEntries(event.currentTarget));
          onShow();
        }}
      >
        <DateRange problem={problem} />
        <label className="field">
          <span>{words.outcome}</span>
          <select name="outcome">
            <option value="">{words.outcomes.all}</option>
            <option value="allowed">{words.outcomes.allowed}</option>
            <option value="refused">{words.outcomes.refused}</option>
          </select>
        </label>
        <label className="field">
          <span>{words.action}</span>
          <select name="action">
            <option value="">{words.anyAction}</option>
            {actions.map(({ action, name }) => (
              <option key={action} value={action}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <div className="field">
          <label htmlFor="audit-actor">{words.actor}</label>
          <input
            id="audit-actor"
            name="actor"
            autoComplete="off"
            spellCheck={false}
            aria-describedby="audit-actor-hint"
          />
          <p id="audit-actor-hint" className="soft small">
            {words.actorHint}
          </p>
        </div>
        <label className="field">
          <span>{words.appointment}</span>
          <input name="appointment" inputMode="numeric" pattern="[0-9]*" autoComplete="off" />
        </label>
        <div className="row">
          <button type="submit" className="button primary">
            {show}
          </button>
          {String(params) && (
            <button type="button" className="button quiet" onClick={() => setParams({})}>
              {words.clear}
            </button>
          )}
        </div>
      </form>
    </details>
  );
}
