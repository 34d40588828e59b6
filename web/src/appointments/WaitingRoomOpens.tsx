import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { dayOf, timeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import { waitingRoomOpensAt } from './visit-state.ts';

/** "Come back on Monday, November 30, at 8:30 AM: …" */
export function WaitingRoomOpens({ visit }: { visit: AppointmentCardFragment }) {
  const { language, words } = useLocale();
  const opensAt = new Date(waitingRoomOpensAt(visit));
  return words.waiting.comeBack(dayOf(opensAt, language), timeOf(opensAt, language));
}
