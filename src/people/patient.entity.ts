import { defineEntity } from '@mikro-orm/core';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { rowOf } from '../platform/database/shape.ts';
import { visibleTo } from '../platform/database/visible-to.ts';
import { isStaff } from '../platform/viewer.ts';
import { personColumns } from './person-columns.ts';

const PatientSchema = defineEntity({
  name: 'Patient',
  tableName: 'patients',
  filters: visibleTo((viewer) => ({
    orgId: viewer.orgId,
    ...(!isStaff(viewer) && { id: viewer.patientId ?? [] }),
  })),
  properties: personColumns,
});

@ObjectType({
  description:
    "A person in care (FHIR Patient). Patients see themselves. Staff see all of the organization's patients.",
})
@Directive('@key(fields: "id")')
export class Patient extends PatientSchema.class {
  @Field(() => ID) declare id: number;
  @Field(() => String) declare name: string;
}
PatientSchema.setClass(Patient);

export const patientRow = rowOf(Patient);
