import type { AppointmentCardFragment, AppointmentFilter } from '../gql/hooks.ts';

export interface AppointmentList {
  filter: AppointmentFilter;
  order: 'EARLIEST_FIRST' | 'LATEST_FIRST';
  rereadEveryMs?: number;
  /** Appointments of one page: 1 to 100. */
  first: number;
  /** Whether an appointment is in this list as it is now. Time and news change that after the list was read. */
  includes(visit: AppointmentCardFragment): boolean;
}
