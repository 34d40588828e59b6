import { defineEntity, p } from '@mikro-orm/core';
import { Organization } from '../organizations/organization.entity.ts';
import { shape } from '../platform/read.ts';
import { visibleTo } from '../platform/visible-to.ts';

const AdministratorSchema = defineEntity({
  name: 'Administrator',
  tableName: 'administrators',
  filters: visibleTo(({ orgId }) => ({ orgId })),
  properties: {
    id: p.integer().primary(),
    orgId: () => p.manyToOne(Organization).mapToPk().fieldName('org_id').index(),
    name: p.text(),
    email: p.text().nullable(),
  },
});

/** Someone who runs the organization's telehealth: settings, usage, audit log. */
export class Administrator extends AdministratorSchema.class {}
AdministratorSchema.setClass(Administrator);

export const administratorRow = shape(Administrator, ['id', 'orgId', 'name', 'email']);
