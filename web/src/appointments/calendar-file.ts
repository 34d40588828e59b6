import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { visitPath } from '../paths.ts';
import { saveFile } from '../ui/save-file.ts';
import type { PortalWords } from '../words/portal/en.ts';

type Visit = Pick<
  AppointmentCardFragment,
  'id' | 'startsAt' | 'endsAt' | 'provider' | 'status' | 'telehealth'
>;

const MINUTE_MS = 60_000;

/**
 * Saves an appointment as an iCalendar file (RFC 5545). Each later file has a higher SEQUENCE, or calendars would
 * keep the old time (RFC 5546, 2.1.4). People share calendars, so its link holds no token.
 */
export async function saveCalendarFile(
  { id, startsAt, endsAt, provider, status, telehealth }: Visit,
  { calendar: words }: PortalWords,
  now: number,
) {
  const {
    default: ical,
    ICalAlarmType,
    ICalCalendarMethod,
    ICalEventStatus,
  } = await import('ical-generator');
  const isCancelled = status === 'CANCELLED';
  const url = window.location.origin + visitPath(id);
  const calendar = ical({
    prodId: { company: 'Readyroom', product: 'Portal' },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  const event = calendar.createEvent({
    id: `visit-${id}@${window.location.hostname}`,
    sequence: Math.floor((now - Date.UTC(2026, 0, 1)) / MINUTE_MS),
    stamp: new Date(now),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    start: new Date(startsAt),
    end: new Date(endsAt),
    summary: telehealth ? words.video(provider.name) : words.inPerson(provider.name),
    ...(telehealth && { description: `${words.text}\n${url}`, location: url, url }),
  });
  if (!isCancelled) event.createAlarm({ type: ICalAlarmType.display, trigger: 15 * 60 });

  saveFile(calendar.toString(), 'text/calendar', `visit-${id}.ics`);
}
