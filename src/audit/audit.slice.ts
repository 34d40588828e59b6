import { defineSlice } from '../platform/slice.ts';
import { AuditResolver } from './audit.resolver.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { AuditHead } from './audit-head.entity.ts';
import { AuditRepeats } from './audit-repeats.entity.ts';
import { closeMinutes } from './close-minutes.ts';
import { linkEntries } from './link-entries.ts';

const actions = ['read the audit log', 'try many other things'] as const;

declare module '../platform/context.ts' {
  interface ActionsBySlice {
    audit: (typeof actions)[number];
  }
}

/** The audit log of changes and refusals. */
export const audit = defineSlice({
  name: 'audit',
  entities: [AuditEntry, AuditHead, AuditRepeats],
  resolvers: [AuditResolver],
  jobs: [closeMinutes, linkEntries],
  actions,
});
