import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { useNow } from '../ui/use-now.ts';
import { durationOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';

const TONE = { inCall: 'good', waiting: 'warn', called: '', away: '' };

/** Whether the patient of an open visit is waiting (and since when), in the call, or not here yet. */
export function PresenceBadge({
  visit,
  words: length,
}: {
  visit: AppointmentCardFragment;
  words: 'short' | 'long';
}) {
  const { language, words: all } = useLocale();
  const words = all.presence[length];
  const presence = presenceOf(visit);
  const seconds = (useNow(10_000) - new Date(visit.patientWaitingSince ?? 0).getTime()) / 1_000;
  const waiting = seconds < 60 ? words.waitingNow : words.waitingFor(durationOf(seconds, language));
  const text = presence === 'waiting' ? waiting : words[presence];
  return text && <p className={`badge ${TONE[presence]}`}>{text}</p>;
}

function presenceOf({ session, patientWaitingSince }: AppointmentCardFragment) {
  if (session?.patientJoinedAt) return 'inCall';
  if (patientWaitingSince) return 'waiting';
  return session ? 'called' : 'away';
}
