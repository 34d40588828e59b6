import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { useNow } from '../ui/use-now.ts';
import { durationOf, timeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';

interface Props {
  visit: AppointmentCardFragment;
  words: 'short' | 'long';
}

const MINUTE_S = 60;
/** Who waits longer than this is shown in red. */
const LONG_WAIT_S = 15 * MINUTE_S;

/** Whether the patient of an open visit is waiting (and since when), in the call, has joined, or is not here yet. */
export function PresenceBadge({ visit, words: length }: Props) {
  const { language, words: all } = useLocale();
  const words = all.presence[length];
  const now = useNow(10_000);
  const { session, patientWaitingSince, attendance } = visit;
  if (patientWaitingSince) {
    const seconds = (now - new Date(patientWaitingSince).getTime()) / 1_000;
    const text = seconds < MINUTE_S ? words.waitingNow : words.waitingFor(durationOf(seconds, language));
    return <p className={`badge ${seconds < LONG_WAIT_S ? 'warn' : 'bad'}`}>{text}</p>;
  }
  if (attendance?.patient?.present) return <p className="badge good">{words.inCall}</p>;
  // They may have left since: a Jitsi server does not say.
  if (session?.patientJoinedAt)
    return <p className="badge">{words.joined(timeOf(session.patientJoinedAt, language))}</p>;
  const text = session ? words.called : words.away;
  return text && <p className="badge">{text}</p>;
}
