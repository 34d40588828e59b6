import { ClinicTime } from '../appointments/ClinicTime.tsx';
import { StatusBadge } from '../appointments/StatusBadge.tsx';
import { isOver } from '../appointments/visit-state.ts';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { useViewer } from '../people/viewer.tsx';
import { dateOf, dayOf, timeOf, timeRangeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import { dayIn } from '../words/time-zone.ts';

/** Between the times as they are shown, which have no seconds. */
const minutesBetween = (from: string, to: string) =>
  Math.floor(new Date(to).getTime() / 60_000) - Math.floor(new Date(from).getTime() / 60_000);

/** The facts of a visit. None of them is clinical, so both sides see them. */
export function VisitSummary({ visit }: { visit: AppointmentCardFragment }) {
  const { language, words } = useLocale();
  const { summary } = words;
  const { session } = visit;
  const { organization } = useViewer();
  const title = session || isOver(visit) ? summary.title : words.patient.details;
  const time = (at: string) => {
    const isOfThatDay = dayIn(new Date(at)) === dayIn(new Date(visit.startsAt));
    return isOfThatDay ? timeOf(at, language) : `${dayOf(at, language)}, ${timeOf(at, language)}`;
  };
  const planned = `${dateOf(visit.startsAt, language)}, ${timeRangeOf(visit.startsAt, visit.endsAt, language)}`;
  const facts: [string, React.ReactNode][] = [
    // So that a printed page says whose it is and from where.
    [summary.patient, <bdi key="patient">{visit.patient.name}</bdi>],
    [summary.clinic, organization.name],
    [summary.provider, <bdi key="provider">{visit.provider.name}</bdi>],
    [
      summary.date,
      <span key="date">
        {planned}
        <ClinicTime at={visit.startsAt} />
      </span>,
    ],
    [summary.status, <StatusBadge key="status" status={visit.status} />],
    ...(visit.reason ? [[summary.reason, visit.reason] as [string, string]] : []),
  ];
  if (session) {
    facts.push([summary.started, time(session.startedAt)]);
    facts.push([
      summary.joined,
      session.patientJoinedAt ? time(session.patientJoinedAt) : summary.neverJoined,
    ]);
    if (session.endedAt) {
      facts.push([summary.ended, time(session.endedAt)]);
      facts.push([
        summary.duration,
        summary.minutes(Math.max(1, minutesBetween(session.startedAt, session.endedAt))),
      ]);
    }
  } else
    facts.push([
      summary.duration,
      summary.planned(summary.minutes(minutesBetween(visit.startsAt, visit.endsAt))),
    ]);

  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isOver(visit) && (
        <div className="unprinted">
          <button type="button" className="button" onClick={() => window.print()}>
            {summary.print}
          </button>
        </div>
      )}
    </section>
  );
}
