import { defineEntity } from '@mikro-orm/core';
import { rowOf } from '../platform/database/shape.ts';
import { visibleTo } from '../platform/database/visible-to.ts';
import { personColumns } from './person-columns.ts';

const AdministratorSchema = defineEntity({
  name: 'Administrator',
  tableName: 'administrators',
  filters: visibleTo(({ orgId }) => ({ orgId })),
  properties: personColumns,
});

/** A person who manages the organization's telehealth: settings, metrics and audit log. */
export class Administrator extends AdministratorSchema.class {}
AdministratorSchema.setClass(Administrator);

export const administratorRow = rowOf(Administrator);
