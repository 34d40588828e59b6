import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { useNow } from '../ui/use-now.ts';
import { lengthOf } from '../words/dates.ts';
import { useSpeech } from '../words/portal.ts';

/** Where the patient is: waiting and since when, in the call, or not here yet. */
export function PatientPresence({ visit: { session, patientWaitingSince } }: { visit: AppointmentCardFragment }) {
  const { language, words } = useSpeech();
  const now = useNow(10_000);
  if (session?.patientJoinedAt) return <p className="badge good">{words.console.patientIn}</p>;
  if (patientWaitingSince) {
    const seconds = (now - new Date(patientWaitingSince).getTime()) / 1_000;
    return (
      <p className="badge warn">
        {seconds < 60 ? words.console.patientWaitingNow : words.console.patientWaiting(lengthOf(seconds, language))}
      </p>
    );
  }
  return <p className="badge">{session ? words.console.patientNotIn : words.console.patientAway}</p>;
}
