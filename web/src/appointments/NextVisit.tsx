import { useLocation } from 'wouter';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { visitPath } from '../paths.ts';
import { useWords } from '../words/portal.ts';
import { Countdown } from './Countdown.tsx';
import { saveCalendarFile } from './calendar-file.ts';
import { isReady } from './visit-state.ts';
import { WhenLine } from './WhenLine.tsx';

/**
 * A patient's next visit. The button to join is always visible, and enabled once the provider has started.
 */
export function NextVisit({ visit }: { visit: AppointmentCardFragment }) {
  const words = useWords();
  const [, navigate] = useLocation();
  const ready = isReady(visit);
  return (
    <section className="card next" aria-label={words.patient.next}>
      <p className="soft small">{words.patient.next}</p>
      <h2>
        <WhenLine {...visit} />
      </h2>
      <p>
        {words.patient.with(visit.provider.name)}
        {visit.reason && <span className="soft"> · {visit.reason}</span>}
      </p>
      {!ready && (
        <p className="countdown">
          <Countdown startsAt={visit.startsAt} />
        </p>
      )}
      {visit.telehealth ? (
        <>
          <div className="row">
            <button
              type="button"
              className="button primary big"
              aria-disabled={!ready}
              aria-describedby={ready ? undefined : 'not-yet'}
              onClick={() => ready && navigate(visitPath(visit.id), { state: { join: true } })}
            >
              {words.patient.join}
            </button>
            <button type="button" className="button big" onClick={() => navigate(visitPath(visit.id))}>
              {words.patient.enter}
            </button>
            <button type="button" className="button quiet" onClick={() => saveCalendarFile(visit, words)}>
              {words.patient.calendar}
            </button>
          </div>
          {!ready && (
            <p id="not-yet" className="soft small">
              {words.patient.notYet}
            </p>
          )}
        </>
      ) : (
        <p>{words.patient.inPerson}</p>
      )}
    </section>
  );
}
