import { isKnownZone } from '../words/time-zone.ts';
import { useViewer } from './viewer.tsx';

/** The clinic's time zone (IANA). Undefined if this browser does not know it. */
export function useClinicZone() {
  const { timeZone } = useViewer().organization;
  return isKnownZone(timeZone) ? timeZone : undefined;
}
