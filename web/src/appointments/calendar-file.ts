import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { visitPath } from '../paths.ts';
import { saveFile } from '../ui/save-file.ts';
import type { PortalWords } from '../words/portal/en.ts';

type Visit = Pick<AppointmentCardFragment, 'id' | 'startsAt' | 'endsAt' | 'provider'>;

/**
 * Saves an appointment as an iCalendar file (RFC 5545). People share calendars, so its link holds no token.
 */
export async function saveCalendarFile({ id, startsAt, endsAt, provider }: Visit, words: PortalWords) {
  const { default: ical, ICalAlarmType } = await import('ical-generator');
  const url = window.location.origin + visitPath(id);
  const calendar = ical({ prodId: { company: 'Readyroom', product: 'Portal' } });
  calendar
    .createEvent({
      id: `visit-${id}@${window.location.hostname}`,
      start: new Date(startsAt),
      end: new Date(endsAt),
      summary: words.calendarEntry(provider.name),
      description: `${words.calendarText}\n${url}`,
      location: url,
      url,
    })
    .createAlarm({ type: ICalAlarmType.display, trigger: 15 * 60 });

  saveFile(calendar.toString(), 'text/calendar', `visit-${id}.ics`);
}
