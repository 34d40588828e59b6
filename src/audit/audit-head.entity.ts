import { defineEntity, p } from '@mikro-orm/core';
import { rowOf } from '../platform/database/shape.ts';
import { visibleTo } from '../platform/database/visible-to.ts';
import { isAdmin } from '../platform/viewer.ts';

const AuditHeadSchema = defineEntity({
  name: 'AuditHead',
  tableName: 'audit_heads',
  filters: visibleTo((viewer) => ({ orgId: isAdmin(viewer) ? viewer.orgId : [] })),
  properties: {
    orgId: p.integer().primary().autoincrement(false),
    seq: p.bigint('number'),
    hash: p.blob(),
  },
});

/** The last entry of an organization's audit chain. `linkEntries` maintains it. */
export class AuditHead extends AuditHeadSchema.class {}
AuditHeadSchema.setClass(AuditHead);

export const auditHeadRow = rowOf(AuditHead);
