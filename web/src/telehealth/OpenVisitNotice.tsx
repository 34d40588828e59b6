import { useLocation } from 'wouter';
import { useOpenVisits } from '../appointments/told-visits.tsx';
import { visitPath } from '../paths.ts';
import { useWords } from '../words/portal.ts';
import { useCall } from './call.ts';

/** Reminds a provider of the visits that they have not ended, where neither their page nor their call is. */
export function OpenVisitNotice() {
  const { console: words, day } = useWords();
  const [path, navigate] = useLocation();
  const { call } = useCall();
  const elsewhere = useOpenVisits().filter(({ id }) => path !== visitPath(id) && id !== call?.appointmentId);
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
