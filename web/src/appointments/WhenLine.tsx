import { dayOf, timeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';

/** "Tuesday, November 24, 2:00 – 2:30 PM", in the viewer's time zone. */
export function WhenLine({ startsAt, endsAt }: { startsAt: string; endsAt: string }) {
  const { language, words } = useLocale();
  return (
    <time dateTime={startsAt}>
      {words.when.at(dayOf(startsAt, language), timeOf(startsAt, language), timeOf(endsAt, language))}
    </time>
  );
}
