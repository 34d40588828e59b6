import { Link } from 'wouter';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { visitPath } from '../paths.ts';
import { useWords } from '../words/portal.ts';
import { AppointmentItem } from './AppointmentItem.tsx';
import { CalendarButton } from './CalendarButton.tsx';
import { WhenLine } from './WhenLine.tsx';

/** One of a patient's visits that are still to come. */
export function UpcomingVisit({ visit }: { visit: AppointmentCardFragment }) {
  const words = useWords();
  const when = (
    <span className="unseen">
      {' '}
      <WhenLine {...visit} />
    </span>
  );
  return (
    <AppointmentItem visit={visit} place={visit.telehealth ? words.video : words.patient.inPerson}>
      <div className="row">
        {visit.telehealth && visit.status !== 'CANCELLED' && (
          <Link href={visitPath(visit.id)} className="button">
            {words.patient.details}
            {when}
          </Link>
        )}
        <CalendarButton visit={visit}>{when}</CalendarButton>
      </div>
    </AppointmentItem>
  );
}
