import { StatusBadge } from '../appointments/StatusBadge.tsx';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { dateOf, timeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';

const minutesBetween = (from: string, to: string) =>
  Math.round((new Date(to).getTime() - new Date(from).getTime()) / 60_000);

/** The facts of a visit. None of them is clinical, so both sides see them. */
export function VisitSummary({ visit }: { visit: AppointmentCardFragment }) {
  const { language, words } = useLocale();
  const { summary } = words;
  const { session } = visit;
  const time = (at: string) => timeOf(at, language);
  const facts: [string, React.ReactNode][] = [
    [summary.provider, visit.provider.name],
    [summary.date, dateOf(visit.startsAt, language)],
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
    <section className="card" aria-label={summary.title}>
      <h2>{summary.title}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
