import { appointmentRow } from './appointments/appointment.entity.ts';
import { AppointmentsResolver } from './appointments/appointments.resolver.ts';
import { sessionRow } from './appointments/session.entity.ts';
import { AuditResolver } from './audit/audit.resolver.ts';
import { MetricsResolver } from './metrics/metrics.resolver.ts';
import { NotesResolver } from './notes/notes.resolver.ts';
import { JitsiSettingsResolver } from './organizations/jitsi-settings.resolver.ts';
import { organizationRow } from './organizations/organization.entity.ts';
import { patientRow } from './people/patient.entity.ts';
import { PeopleResolver } from './people/people.resolver.ts';
import { providerRow } from './people/provider.entity.ts';
import type { SchemaParts } from './platform/graphql/subgraph.ts';
import { TelehealthResolver } from './telehealth/telehealth.resolver.ts';
import { AppointmentVisitResolver, SessionFieldsResolver } from './telehealth/visit-fields.resolver.ts';

/** Everything the GraphQL API consists of. */
export const api: SchemaParts = {
  resolvers: [
    PeopleResolver,
    AppointmentsResolver,
    TelehealthResolver,
    AppointmentVisitResolver,
    SessionFieldsResolver,
    NotesResolver,
    MetricsResolver,
    AuditResolver,
    JitsiSettingsResolver,
  ],
  entities: {
    Appointment: (load, id) => load(appointmentRow, id),
    Patient: (load, id) => load(patientRow, id),
    Provider: (load, id) => load(providerRow, id),
    Organization: (load, id) => load(organizationRow, id),
    TelehealthSession: (load, id) => load(sessionRow, id),
  },
};
