import { defineEntity, p } from '@mikro-orm/core';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Appointment } from '../appointments/appointment.entity.ts';
import { Organization } from '../organizations/organization.entity.ts';
import { Provider } from '../people/provider.entity.ts';
import { rowOf } from '../platform/database/shape.ts';
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
  // The primary key is the appointment's id: each visit has one note.
  properties: {
    id: () =>
      p
        .oneToOne(Appointment)
        .mapToPk()
        .primary()
        .fieldName('appointment_id')
        .updateRule('no action')
        .deleteRule('no action'),
    ...content,
    version: p.integer(),
  },
});

@ObjectType({
  description:
    "The provider's note about a visit: subjective, objective, assessment and plan. The organization's " +
    'providers can see it. Patients and admins cannot.',
})
export class SoapNote extends SoapNoteSchema.class {
  @Field(() => ID, { description: "The appointment's id." }) declare id: number;
  @Field(() => String) declare subjective: string;
  @Field(() => String) declare objective: string;
  @Field(() => String) declare assessment: string;
  @Field(() => String) declare plan: string;
  @Field(() => Int, { description: 'Increases by one with every change. Pass it back as expectedVersion.' })
  declare version: number;
  @Field(() => GraphQLDateTime) declare savedAt: Date;
}
SoapNoteSchema.setClass(SoapNote);

export const soapNoteRow = rowOf(SoapNote, { without: ['orgId', 'providerId'] });

const SoapNoteVersionSchema = defineEntity({
  name: 'SoapNoteVersion',
  tableName: 'soap_note_versions',
  filters,
  properties: {
    appointmentId: () => p.manyToOne(Appointment).mapToPk().primary().fieldName('appointment_id'),
    version: p.integer().primary(),
    ...content,
  },
});

/** The text of a note at one version. Rows are only inserted, never changed. */
export class SoapNoteVersion extends SoapNoteVersionSchema.class {}
SoapNoteVersionSchema.setClass(SoapNoteVersion);
