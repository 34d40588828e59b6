import { Link, useLocation } from 'wouter';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { visitPath } from '../paths.ts';
import { useViewer } from '../people/viewer.tsx';
import { durationOf, timeOf } from '../words/dates.ts';
import { useLocale, useWords } from '../words/portal.ts';
import { useClinicTime } from './ClinicTime.tsx';
import { PresenceBadge } from './PresenceBadge.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { isLate, isOver, isReady } from './visit-state.ts';

interface Props {
  visit: AppointmentCardFragment;
  now: number;
  /** Among those of other providers. */
  ofClinic: boolean;
  /** The one to turn to. */
  isPrimary?: boolean;
}

/** One appointment of the day, in a row. */
export function DayVisit({ visit, now, ofClinic, isPrimary = false }: Props) {
  const { language, words } = useLocale();
  const late = isLate(visit, now);
  const clinic = useClinicTime(visit.startsAt);
  const kind = visit.telehealth
    ? words.video
    : (words.visitTypes[visit.visitType.toLowerCase()] ?? visit.visitType);
  const about = [kind, visit.reason, ofClinic && visit.provider.name].filter(Boolean).join(' · ');
  return (
    <li className={`day-visit ${isPrimary ? 'primary' : ''} ${late ? 'late' : ''}`}>
      <p className="day-time">
        <time dateTime={visit.startsAt}>{timeOf(visit.startsAt, language)}</time>
        <span className="soft small">
          {clinic ? words.day.atClinic(clinic.time) : timeOf(visit.endsAt, language)}
        </span>
      </p>
      <div className="who">
        <h3>
          <bdi>{visit.patient.name}</bdi>
        </h3>
        <p className="soft small">{about}</p>
      </div>
      <div className="row badges">
        {late && <Late visit={visit} now={now} />}
        {!late && visit.status !== 'SCHEDULED' && <StatusBadge status={visit.status} />}
        {!isOver(visit) && visit.telehealth && <PresenceBadge visit={visit} words="short" />}
      </div>
      <Actions visit={visit} isPrimary={isPrimary} />
    </li>
  );
}

function Late({ visit, now }: Pick<Props, 'visit' | 'now'>) {
  const { language, words } = useLocale();
  const seconds = (now - new Date(visit.startsAt).getTime()) / 1_000;
  return <p className="badge bad">{words.day.late(durationOf(seconds, language))}</p>;
}

function Actions({ visit, isPrimary }: Pick<Props, 'visit'> & { isPrimary: boolean }) {
  const words = useWords();
  const [, navigate] = useLocation();
  const isOwn = visit.provider.id === useViewer().provider?.id;
  const path = visitPath(visit.id);
  const name = <span className="unseen"> {visit.patient.name}</span>;
  const isStartable = isOwn && visit.telehealth && !isOver(visit);
  return (
    <div className="row">
      <Link href={path} className={`button ${isStartable ? 'quiet' : ''}`}>
        {isOwn && visit.status === 'COMPLETED' ? words.day.notes : words.day.open}
        {name}
      </Link>
      {isStartable && (
        <button
          type="button"
          className={`button ${isPrimary ? 'primary' : ''}`}
          onClick={() => navigate(path, { state: { start: true } })}
        >
          {isReady(visit) ? words.day.rejoin : words.day.start}
          {name}
        </button>
      )}
    </div>
  );
}
