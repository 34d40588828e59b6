import { useClinicZone } from '../people/clinic-zone.ts';
import { dayOf, shortDayOf, timeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import { offsetAt } from '../words/time-zone.ts';

/** "(3:00 PM Europe/Berlin, the clinic’s)", where the viewer's clocks show another time than the clinic's. */
export function ClinicTime({ at }: { at: string }) {
  const time = useClinicTime(at);
  return time && <span className="clinic-time"> ({time})</span>;
}

/** Undefined where the viewer's clocks show the same time. */
export function useClinicTime(at: string) {
  const { language, words } = useLocale();
  const zone = useClinicZone();
  const instant = new Date(at);
  if (!zone || offsetAt(instant, zone) === offsetAt(instant)) return undefined;
  const time = timeOf(at, language, zone);
  const isSameDay = dayOf(at, language, zone) === dayOf(at, language);
  const when = isSameDay ? time : `${shortDayOf(at, language, zone)}, ${time}`;
  return words.when.clinicTime(when, zone.replaceAll('_', ' '));
}
