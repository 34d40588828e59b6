import type { ReactNode } from 'react';
import { useServerClock } from '../api/use-connection.ts';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { useWords } from '../words/portal.ts';
import { saveCalendarFile } from './calendar-file.ts';

interface Props {
  visit: AppointmentCardFragment;
  /** What tells the button from others like it. */
  children?: ReactNode;
}

/** Puts an appointment into the person's own calendar, or takes a cancelled one out of it. */
export function CalendarButton({ visit, children }: Props) {
  const words = useWords();
  const clock = useServerClock();
  return (
    <button
      type="button"
      className="button quiet"
      onClick={() => saveCalendarFile(visit, words, clock.now())}
    >
      {visit.status === 'CANCELLED' ? words.calendar.remove : words.calendar.add}
      {children}
    </button>
  );
}
