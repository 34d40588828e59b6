import type { AppointmentQuery } from '../gql/hooks.ts';

/** An appointment with everything that the page of its visit shows. */
export type Visit = NonNullable<AppointmentQuery['appointment']>;
