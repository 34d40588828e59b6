import { defineEntity, p } from '@mikro-orm/core';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Appointment } from '../appointments/appointment.entity.ts';
import { Organization } from '../organizations/organization.entity.ts';
import { Provider } from '../people/provider.entity.ts';
import { rowOf } from '../platform/database/read.ts';
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

/** Notes are for the organization's providers; for patients and admins they do not exist. */
const filters = visibleTo(({ orgId, providerId }) => (providerId === undefined ? { orgId: [] } : { orgId }));

const SoapNoteSchema = defineEntity({
  name: 'SoapNote',
  tableName: 'soap_notes',
  filters,
  // The appointment's number: a visit has one note, which grows.
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
    'What the provider notes about a visit: subjective, objective, assessment, plan. Providers see it, patients and admins do not.',
})
export class SoapNote extends SoapNoteSchema.class {
  @Field(() => ID, { description: "The appointment's." }) declare id: number;
  @Field(() => String) declare subjective: string;
  @Field(() => String) declare objective: string;
  @Field(() => String) declare assessment: string;
  @Field(() => String) declare plan: string;
  @Field(() => Int, { description: 'Grows by one with every change; pass it back as expectedVersion.' })
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

/** What a note said at each of its versions. Rows are only ever added. */
export class SoapNoteVersion extends SoapNoteVersionSchema.class {}
SoapNoteVersionSchema.setClass(SoapNoteVersion);
