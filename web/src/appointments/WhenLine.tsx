import { dayOf, timeOf } from '../words/dates.ts';
import { useSpeech } from '../words/portal.ts';

/** "Tuesday, November 24, 2:00 – 2:30 PM", where whoever looks is. */
export function WhenLine({ startsAt, endsAt }: { startsAt: string; endsAt: string }) {
  const { language, words } = useSpeech();
  return (
    <time dateTime={startsAt}>
      {words.when.at(dayOf(startsAt, language), timeOf(startsAt, language), timeOf(endsAt, language))}
    </time>
  );
}
