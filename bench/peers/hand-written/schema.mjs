import { joinVisit, listAppointments } from './clinic.mjs';

/** The part of Readyroom's schema that the cases use, over hand-written SQL. */
export const typeDefs = `
  scalar DateTime
  enum AppointmentStatus { REQUESTED SCHEDULED CONFIRMED CHECKED_IN IN_PROGRESS COMPLETED CANCELLED NO_SHOW }
  enum TelehealthSessionStatus { READY IN_PROGRESS ENDED }
  type Person { id: ID! name: String! }
  type TelehealthSession { id: ID! status: TelehealthSessionStatus! }
  type Appointment {
    id: ID!
    status: AppointmentStatus!
    startsAt: DateTime!
    patient: Person!
    provider: Person!
    session: TelehealthSession
  }
  type AppointmentConnection { nodes: [Appointment!]! }
  type Admission { token: String! roomName: String! identity: String! meetingUrl: String! expiresIn: Int! }
  type Query { appointments(first: Int = 20): AppointmentConnection! }
  type Mutation { joinTelehealth(appointmentId: ID!): Admission! }
`;

export const resolvers = {
  Query: { appointments: (_root, { first }, { viewer }) => listAppointments(viewer, first) },
  Mutation: {
    joinTelehealth: (_root, { appointmentId }, { viewer }) => joinVisit(viewer, appointmentId, 'graphql'),
  },
};
