import { Role } from '../platform/viewer.ts';
import { administratorRow } from './administrator.entity.ts';
import { patientRow } from './patient.entity.ts';
import { providerRow } from './provider.entity.ts';

/** Where people are on record. */
export const tableOfRole = {
  [Role.PROVIDER]: providerRow,
  [Role.PATIENT]: patientRow,
  [Role.ADMIN]: administratorRow,
};
