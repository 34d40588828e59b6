import { useClinicZone } from '../people/clinic-zone.ts';
import { dayOf, shortDayOf, timeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import { offsetAt } from '../words/time-zone.ts';

/** "(3:00 PM Europe/Berlin, the clinic’s)", where the viewer's clocks show another time than the clinic's. */
export function ClinicTime({ at }: { at: string }) {
  const { when: words } = useLocale().words;
  const clinic = useClinicTime(at);
  if (!clinic) return null;
  const { day, time, zone } = clinic;
  return <span className="clinic-time"> ({words.clinicTime(day ? `${day}, ${time}` : time, zone)})</span>;
}

/** What the clinic's clocks show, with the day if it is another one. Undefined if the viewer's show the same. */
export function useClinicTime(at: string) {
  const { language } = useLocale();
  const zone = useClinicZone();
  const instant = new Date(at);
  if (!zone || offsetAt(instant, zone) === offsetAt(instant)) return undefined;
  const isSameDay = dayOf(at, language, zone) === dayOf(at, language);
  return {
    day: isSameDay ? undefined : shortDayOf(at, language, zone),
    time: timeOf(at, language, zone),
    zone: zone.replaceAll('_', ' '),
  };
}
