import { useWords } from '../words/portal.ts';
import { useCall } from './call.ts';
import type { Visit } from './visit.ts';

/** Where the patient is, for the provider in the call. That the patient is in it, the call itself knows. */
export function CallPresence({ visit: { patientWaitingSince, session } }: { visit: Visit }) {
  const { presence, call: words } = useWords();
  const { isOtherHere } = useCall();
  if (isOtherHere) return <p className="badge good">{presence.long.inCall}</p>;
  if (patientWaitingSince) return <p className="badge warn">{presence.long.waitingNow}</p>;
  return <p className="badge">{session?.patientJoinedAt ? words.patientLeft : presence.long.called}</p>;
}
