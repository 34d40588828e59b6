import { defineEntity, p } from '@mikro-orm/core';
import { Organization } from '../organizations/organization.entity.ts';
import { rowOf } from '../platform/database/shape.ts';
import { visibleTo } from '../platform/database/visible-to.ts';
import { isAdmin, Role } from '../platform/viewer.ts';
import { Administrator } from './administrator.entity.ts';
import { Patient } from './patient.entity.ts';
import { Provider } from './provider.entity.ts';

const LinkedAccountSchema = defineEntity({
  name: 'LinkedAccount',
  tableName: 'linked_accounts',
  filters: visibleTo((viewer) => ({ orgId: isAdmin(viewer) ? viewer.orgId : [] })),
  properties: {
    // The subject comes first: it is the part that differs most.
    subject: p.text().primary(),
    issuer: p.text().primary(),
    orgId: () => p.manyToOne(Organization).mapToPk().primary().fieldName('org_id'),
    role: p.enum(() => Role).primary(),
    // One of these. The link goes with the record.
    providerId: () =>
      p.manyToOne(Provider).mapToPk().fieldName('provider_id').nullable().deleteRule('cascade').index(),
    patientId: () =>
      p.manyToOne(Patient).mapToPk().fieldName('patient_id').nullable().deleteRule('cascade').index(),
    administratorId: () =>
      p
        .manyToOne(Administrator)
        .mapToPk()
        .fieldName('administrator_id')
        .nullable()
        .deleteRule('cascade')
        .index(),
    email: p.text(),
    linkedAt: p.datetime().length(3),
  },
});

/**
 * The record that an account at an issuer was linked to when it was first seen, for one role in one
 * organization. `email` is the address by which the record was found, in its canonical form.
 */
export class LinkedAccount extends LinkedAccountSchema.class {}
LinkedAccountSchema.setClass(LinkedAccount);

export const linkedAccountRow = rowOf(LinkedAccount);
