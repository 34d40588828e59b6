import { useNow } from '../ui/use-now.ts';
import { distanceOf } from '../words/dates.ts';
import { useSpeech } from '../words/portal.ts';

/** How long until a visit is to start. Not a live region: nobody wants to hear every minute. */
export function Countdown({ startsAt }: { startsAt: string }) {
  const { language, words } = useSpeech();
  const seconds = Math.round((new Date(startsAt).getTime() - useNow(5_000)) / 1_000);
  if (Math.abs(seconds) < 60) return <span>{words.when.now}</span>;
  return <span>{(seconds > 0 ? words.when.startsIn : words.when.late)(distanceOf(seconds, language))}</span>;
}
