import { useClinicZone } from '../people/clinic-zone.ts';
import { dayOf, timeRangeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import { offsetAt } from '../words/time-zone.ts';
import { ClinicTime } from './ClinicTime.tsx';

/** "Tuesday, November 24, 2:00 – 2:30 PM", in the viewer's time zone. Neither the day nor the times break. */
export function WhenLine({ startsAt, endsAt }: { startsAt: string; endsAt: string }) {
  const { language, words } = useLocale();
  const clinicZone = useClinicZone();
  const isElsewhere = clinicZone && offsetAt(new Date(startsAt), clinicZone) !== offsetAt(new Date(startsAt));
  const times = timeRangeOf(startsAt, endsAt, language);
  return (
    <time dateTime={startsAt} className="when">
      <span>{`${dayOf(startsAt, language)},`}</span>{' '}
      <span>{isElsewhere ? words.when.yourTime(times) : times}</span>
      <ClinicTime at={startsAt} />
    </time>
  );
}
