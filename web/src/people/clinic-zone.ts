import { isKnownZone } from '../words/time-zone.ts';
import { useViewer } from './viewer.tsx';

/** The clinic's time zone (IANA). Undefined if this browser does not know it. */
export function useClinicZone() {
  const { organization } = useViewer();
  const timeZone = 'timeZone' in organization ? String(organization.timeZone) : '';
  return isKnownZone(timeZone) ? timeZone : undefined;
}
