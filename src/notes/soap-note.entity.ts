import { defineEntity, p } from '@mikro-orm/core';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Appointment } from '../appointments/appointment.entity.ts';
import { Organization } from '../organizations/organization.entity.ts';
import { Provider } from '../people/provider.entity.ts';
import { keyedBy, rowOf } from '../platform/database/shape.ts';
import { visibleTo } from '../platform/database/visible-to.ts';

const text = () => p.text().default('');

const content = {
  orgId: () => p.manyToOne(Organization).mapToPk().fieldName('org_id'),
  providerId: () => p.manyToOne(Provider).mapToPk().fieldName('provider_id'),
  subjective: text(),
  objective: text(),
  assessment: text(),
  plan: text(),
  savedAt: p.datetime().length(3),
};

/** Only the organization's providers can see notes. Patients and admins see none. */
const filters = visibleTo(({ orgId, providerId }) => (providerId === undefined ? { orgId: [] } : { orgId }));

const SoapNoteSchema = defineEntity({
  name: 'SoapNote',
  tableName: 'soap_notes',
  filters,
  indexes: [
    { properties: ['appointmentId'] },
    // Partial: the migration has the statement.
    { name: 'soap_notes_current', expression: 'one that nothing has undone an appointment' },
  ],
  properties: {
    // The id of the session that the note is about. One that is written before has the id of the session to come.
    id: p.bigint('number').primary().autoincrement(false),
    appointmentId: () =>
      p
        .manyToOne(Appointment)
        .mapToPk()
        .fieldName('appointment_id')
        .updateRule('no action')
        .deleteRule('no action'),
    ...content,
    version: p.integer(),
    // With the session's. A note without one is undone if the appointment is given to another patient.
    undoneAt: p.datetime().length(3).nullable(),
  },
});

@ObjectType({
  description:
    "The provider's note about a visit: subjective, objective, assessment and plan. The organization's " +
    'providers can see it. Patients and admins cannot.',
})
export class SoapNote extends SoapNoteSchema.class {
  @Field(() => ID, {
    description: "The session's id. A note that is written before the start has that of the session to come.",
  })
  declare id: number;
  @Field(() => String) declare subjective: string;
  @Field(() => String) declare objective: string;
  @Field(() => String) declare assessment: string;
  @Field(() => String) declare plan: string;
  @Field(() => Int, { description: 'Increases by one with every change. Pass it back as expectedVersion.' })
  declare version: number;
  @Field(() => GraphQLDateTime) declare savedAt: Date;
}
SoapNoteSchema.setClass(SoapNote);

export const soapNoteRow = rowOf(SoapNote, { without: ['orgId', 'providerId', 'undoneAt'] });

/** The note of an appointment's current session, or of its next one, by the appointment's id. */
export const currentNoteRow = keyedBy(soapNoteRow, 'appointmentId', { undoneAt: null });

const SoapNoteVersionSchema = defineEntity({
  name: 'SoapNoteVersion',
  tableName: 'soap_note_versions',
  filters,
  indexes: [{ properties: ['appointmentId'] }],
  properties: {
    noteId: p.bigint('number').primary().autoincrement(false),
    appointmentId: () => p.manyToOne(Appointment).mapToPk().fieldName('appointment_id'),
    version: p.integer().primary(),
    ...content,
  },
});

/** The text of a note at one version. Rows are only inserted, never changed. */
export class SoapNoteVersion extends SoapNoteVersionSchema.class {}
SoapNoteVersionSchema.setClass(SoapNoteVersion);
