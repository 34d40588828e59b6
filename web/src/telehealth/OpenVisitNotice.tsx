import { useLocation } from 'wouter';
import { useOpenVisits } from '../appointments/told-visits.tsx';
import { visitPath } from '../paths.ts';
import { useWords } from '../words/portal.ts';

/** Reminds a provider of the visits that they have not ended, on every page but the visit's own. */
export function OpenVisitNotice() {
  const { console: words, day } = useWords();
  const [path, navigate] = useLocation();
  const elsewhere = useOpenVisits().filter(({ id }) => path !== visitPath(id));
  return elsewhere.map(({ id, patient }) => (
    <section key={id} className="open-visit" aria-label={words.openVisit(patient.name)}>
      <p>{words.openVisit(patient.name)}</p>
      <div className="row">
        <button
          type="button"
          className="button"
          onClick={() => navigate(visitPath(id), { state: { start: true } })}
        >
          {day.rejoin}
        </button>
        <button
          type="button"
          className="button quiet"
          onClick={() => navigate(visitPath(id), { state: { end: true } })}
        >
          {words.end}
        </button>
      </div>
    </section>
  ));
}
