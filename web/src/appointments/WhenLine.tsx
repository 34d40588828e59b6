import { dayOf, timeRangeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import { ClinicTime, useClinicTime } from './ClinicTime.tsx';

/** "Tuesday, November 24, 2:00 – 2:30 PM", in the viewer's time zone. Neither the day nor the times break. */
export function WhenLine({ startsAt, endsAt }: { startsAt: string; endsAt: string }) {
  const { language, words } = useLocale();
  const isElsewhere = useClinicTime(startsAt) !== undefined;
  return (
    <time dateTime={startsAt} className="when">
      <span>{`${dayOf(startsAt, language)},`}</span> <span>{timeRangeOf(startsAt, endsAt, language)}</span>
      {isElsewhere && ` ${words.when.yourTime}`}
      <ClinicTime at={startsAt} />
    </time>
  );
}
