import { Role } from '../platform/viewer.ts';
import { administratorRow } from './administrator.entity.ts';
import { patientRow } from './patient.entity.ts';
import { providerRow } from './provider.entity.ts';

/** The table with the records of each role. */
export const tableOfRole = {
  [Role.PROVIDER]: providerRow,
  [Role.PATIENT]: patientRow,
  [Role.ADMIN]: administratorRow,
};
