import { Link, useLocation } from 'wouter';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { visitPath } from '../paths.ts';
import { timeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import { PresenceBadge } from './PresenceBadge.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { isOver } from './visit-state.ts';

/** One appointment of the day. */
export function DayVisit({ visit }: { visit: AppointmentCardFragment }) {
  const { language, words } = useLocale();
  const [, navigate] = useLocation();
  const path = visitPath(visit.id);
  const start = () => navigate(path, { state: { start: true } });
  return (
    <li className="card day-visit">
      <p className="day-time">
        <time dateTime={visit.startsAt}>{timeOf(visit.startsAt, language)}</time>
        <span className="soft small">{timeOf(visit.endsAt, language)}</span>
      </p>
      <div>
        <h3>{visit.patient.name}</h3>
        <p className="soft">
          {[visit.telehealth ? words.video : visit.visitType, visit.reason].filter(Boolean).join(' · ')}
        </p>
        <div className="row small">
          <StatusBadge status={visit.status} />
          {!isOver(visit) && <PresenceBadge visit={visit} words="short" />}
        </div>
      </div>
      {isOver(visit) || !visit.telehealth ? (
        <Link href={path} className="button">
          {visit.status === 'COMPLETED' ? words.day.notes : words.day.open}
          <span className="unseen"> {visit.patient.name}</span>
        </Link>
      ) : (
        <div className="row">
          <Link href={path} className="button quiet">
            {words.day.open}
            <span className="unseen"> {visit.patient.name}</span>
          </Link>
          <button type="button" className="button primary" onClick={start}>
            {visit.session ? words.day.rejoin : words.day.start}
            <span className="unseen"> {visit.patient.name}</span>
          </button>
        </div>
      )}
    </li>
  );
}
