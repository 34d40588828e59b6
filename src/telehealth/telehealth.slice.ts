import { defineSlice } from '../platform/slice.ts';
import { sessionsRest } from './legacy/sessions.rest.ts';
import { telehealthRest } from './legacy/telehealth.rest.ts';
import { endForgottenSessions } from './presence/end-forgotten-sessions.ts';
import { RoomPresence } from './presence/room-presence.entity.ts';
import { TelehealthResolver } from './telehealth.resolver.ts';
import { notices } from './topics.ts';
import { AppointmentVisitResolver, SessionFieldsResolver } from './visit-fields.resolver.ts';
import { WaitingPatient } from './waiting-patient.entity.ts';

const actions = [
  'create an on-demand visit',
  'end a telehealth visit',
  'join a telehealth visit',
  'record a telehealth visit',
  'see a telehealth room',
  'see a telehealth visit',
  'start a telehealth visit',
  'wait for a telehealth visit',
] as const;

declare module '../platform/context.ts' {
  interface ActionsBySlice {
    telehealth: (typeof actions)[number];
  }
}

/** Video visits: start, join, end and wait for them. */
export const telehealth = defineSlice({
  name: 'telehealth',
  entities: [WaitingPatient, RoomPresence],
  resolvers: [TelehealthResolver, AppointmentVisitResolver, SessionFieldsResolver],
  rest: [
    { prefix: '/api/telehealth', knownBy: 'caller token', routes: telehealthRest },
    { prefix: '/api/telehealth', knownBy: 'caller token', routes: sessionsRest },
  ],
  jobs: [endForgottenSessions],
  notices,
  actions,
});
