import { defineEntity, p } from '@mikro-orm/core';
import { visibleTo } from '../platform/database/visible-to.ts';
import { isAdmin } from '../platform/viewer.ts';

const AuditRepeatsSchema = defineEntity({
  name: 'AuditRepeats',
  tableName: 'audit_repeats',
  filters: visibleTo((viewer) => ({ orgId: isAdmin(viewer) ? viewer.orgId : [] })),
  properties: {
    // With the organization: after a restore, an id that was counted may be another organization's.
    orgId: p.integer().primary().autoincrement(false),
    // No foreign key: entries are removed after their time.
    entryId: p.bigint('number').primary().autoincrement(false),
    /** The minute of the entry, by the node's clock. */
    minute: p.datetime().length(3),
    /** When the first repeats were written, by the database's clock. The minute is closed 65 s later. */
    countedAt: p.datetime().defaultRaw('now()'),
    count: p.integer(),
  },
});

/** How often a refusal was repeated in its minute. When the minute is closed, it becomes an entry. */
export class AuditRepeats extends AuditRepeatsSchema.class {}
AuditRepeatsSchema.setClass(AuditRepeats);
