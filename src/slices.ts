import { appointments } from './appointments/appointments.slice.ts';
import { audit } from './audit/audit.slice.ts';
import { demo } from './demo/demo.slice.ts';
import { meeting } from './meeting/meeting.slice.ts';
import { metrics } from './metrics/metrics.slice.ts';
import { notes } from './notes/notes.slice.ts';
import { organizations } from './organizations/organizations.slice.ts';
import { people } from './people/people.slice.ts';
import { portal } from './portal/portal.slice.ts';
import { telehealth } from './telehealth/telehealth.slice.ts';

/** All parts of the application besides the platform. */
export const slices = [
  organizations,
  people,
  appointments,
  telehealth,
  notes,
  metrics,
  audit,
  meeting,
  demo,
  portal,
];

/** The entities of all tables, for the ORM. */
export const entities = slices.flatMap((slice) => slice.entities);
