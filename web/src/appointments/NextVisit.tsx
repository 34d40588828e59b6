import { useLocation } from 'wouter';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { paths, visitPath } from '../paths.ts';
import { useNow } from '../ui/use-now.ts';
import { useWords } from '../words/portal.ts';
import { CalendarButton } from './CalendarButton.tsx';
import { Countdown } from './Countdown.tsx';
import { isReady, waitingRoomAt } from './visit-state.ts';
import { WaitingRoomOpens } from './WaitingRoomOpens.tsx';
import { WhenLine } from './WhenLine.tsx';

/** A patient's next visit, with the one thing to do about it now. */
export function NextVisit({ visit }: { visit: AppointmentCardFragment }) {
  const words = useWords();
  const isOpen = isReady(visit);
  return (
    <section
      className={`card next ${isOpen ? 'ready' : ''}`}
      aria-label={isOpen ? words.ready.title(visit.provider.name) : words.patient.next}
    >
      <p className="soft small">{isOpen ? words.ready.body : words.patient.next}</p>
      <h2>
        <WhenLine {...visit} />
      </h2>
      <p>
        {words.patient.with(visit.provider.name)}
        {visit.reason && <span className="soft"> · {visit.reason}</span>}
      </p>
      {!isOpen && (
        <p className="countdown">
          <Countdown startsAt={visit.startsAt} />
        </p>
      )}
      {visit.telehealth ? <WayIn visit={visit} /> : <p>{words.patient.inPerson}</p>}
      {!isOpen && (
        <div>
          <CalendarButton visit={visit} />
        </div>
      )}
    </section>
  );
}

/** One button, which changes: test the devices, wait, join. */
function WayIn({ visit }: { visit: AppointmentCardFragment }) {
  const words = useWords();
  const [, navigate] = useLocation();
  const room = waitingRoomAt(visit, useNow(5_000));
  if (room === 'open') {
    const isOpen = isReady(visit);
    const enter = () => navigate(visitPath(visit.id), { state: { join: isOpen } });
    return (
      <button type="button" className="button primary big" onClick={enter}>
        {isOpen ? words.patient.join : words.patient.enter}
      </button>
    );
  }
  return (
    <>
      <p>
        <WaitingRoomOpens visit={visit} />
      </p>
      <button type="button" className="button big" onClick={() => navigate(paths.check)}>
        {words.check.title}
      </button>
    </>
  );
}
