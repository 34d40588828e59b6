import { useNow } from '../ui/use-now.ts';
import { relativeTimeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';

/** The time until a visit starts. No live region, or screen readers would read every minute aloud. */
export function Countdown({ startsAt }: { startsAt: string }) {
  const { language, words } = useLocale();
  const seconds = Math.round((new Date(startsAt).getTime() - useNow(5_000)) / 1_000);
  if (Math.abs(seconds) < 60) return <span>{words.when.now}</span>;
  return (
    <span>{(seconds > 0 ? words.when.startsIn : words.when.late)(relativeTimeOf(seconds, language))}</span>
  );
}
