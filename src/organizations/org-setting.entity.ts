import { defineEntity, p } from '@mikro-orm/core';
import { rowOf } from '../platform/database/shape.ts';
import { visibleTo } from '../platform/database/visible-to.ts';
import { Organization } from './organization.entity.ts';

const OrgSettingSchema = defineEntity({
  name: 'OrgSetting',
  tableName: 'org_config',
  filters: visibleTo(({ orgId }) => ({ orgId })),
  properties: {
    orgId: () => p.manyToOne(Organization).mapToPk().primary().fieldName('org_id'),
    configKey: p.text().primary(),
    configValue: p.text(),
  },
});

/**
 * One setting of one organization. It has no further columns, because clinics also edit this table by hand.
 */
export class OrgSetting extends OrgSettingSchema.class {}
OrgSettingSchema.setClass(OrgSetting);

export const orgSettingRow = rowOf(OrgSetting);
