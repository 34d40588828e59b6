import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { timeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import { DayVisit } from './DayVisit.tsx';
import { useArrivals } from './told-visits.tsx';
import { byStart, isOver, isPast, isReady } from './visit-state.ts';

type Visit = AppointmentCardFragment;

interface Props {
  /** Soonest first. */
  visits: Visit[];
  isToday: boolean;
  ofClinic: boolean;
  now: number;
}

/** Who is waiting comes first. What is past today is folded, and a line shows the time. */
export function DaySchedule({ visits, isToday, ofClinic, now }: Props) {
  const { words } = useLocale();
  const arrivals = useArrivals();
  // Somebody may wait for a visit of yesterday evening, too.
  const waiting =
    ofClinic || !isToday ? visits.filter(isWaiting) : withNewest(arrivals, visits.filter(isWaiting));
  const rest = visits.filter(({ id }) => !waiting.some((visit) => visit.id === id));
  const past = isToday ? rest.filter((visit) => isPast(visit, now)) : [];
  const others = rest.filter((visit) => !past.includes(visit));
  const started = isToday ? others.filter(({ startsAt }) => new Date(startsAt).getTime() <= now) : others;
  const coming = others.slice(started.length);
  const primary = ofClinic ? undefined : mostUrgent(waiting, others);
  const rowsOf = (some: Visit[]) =>
    some.map((visit) => (
      <DayVisit
        key={visit.id}
        visit={visit}
        now={now}
        ofClinic={ofClinic}
        isPrimary={isToday && visit.id === primary?.id}
      />
    ));

  return (
    <>
      <p className="soft">{words.day.count(visits.length, waiting.length)}</p>
      {waiting.length > 0 && (
        <section className="stack waiting" aria-label={words.day.waiting}>
          <h3>{words.day.waiting}</h3>
          <ul className="day">{rowsOf(waiting)}</ul>
        </section>
      )}
      {past.length > 0 && (
        <details className="folded">
          <summary>{words.day.earlier(past.length)}</summary>
          <ul className="day">{rowsOf(past)}</ul>
        </details>
      )}
      {visits.length === 0 && (
        <div className="card">
          <p>{words.day.none}</p>
          <p className="soft small">{words.day.noneHelp}</p>
        </div>
      )}
      {others.length > 0 && (
        <ul className="day">
          {rowsOf(started)}
          {isToday && <NowLine now={now} />}
          {rowsOf(coming)}
        </ul>
      )}
    </>
  );
}

function NowLine({ now }: { now: number }) {
  const { language, words } = useLocale();
  return <li className="now-line small">{words.day.now(timeOf(new Date(now), language))}</li>;
}

const isWaiting = (visit: Visit) => Boolean(visit.patientWaitingSince) && !isOver(visit);

/** The first list, and what only the second one has. */
const withNewest = (pushed: Visit[], listed: Visit[]) => [
  ...pushed,
  ...listed.filter(({ id }) => !pushed.some((visit) => visit.id === id)),
];

/** The visit to turn to: the open one, else who has waited longest, else the next. */
const mostUrgent = (waiting: Visit[], others: Visit[]) =>
  [...waiting, ...others].find(isReady) ??
  waiting[0] ??
  others.filter((visit) => visit.telehealth && !isOver(visit)).sort(byStart)[0];
