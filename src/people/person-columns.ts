import { p } from '@mikro-orm/core';
import { Organization } from '../organizations/organization.entity.ts';

/** The columns that the three tables of people share. */
export const personColumns = {
  id: p.integer().primary(),
  orgId: () => p.manyToOne(Organization).mapToPk().fieldName('org_id').index(),
  name: p.text(),
  email: p.text().nullable(),
};
