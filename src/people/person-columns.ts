import { p } from '@mikro-orm/core';
import { Organization } from '../organizations/organization.entity.ts';

/** What is kept of everyone, whichever of the three tables they are in. */
export const personColumns = {
  id: p.integer().primary(),
  orgId: () => p.manyToOne(Organization).mapToPk().fieldName('org_id').index(),
  name: p.text(),
  email: p.text().nullable(),
};
