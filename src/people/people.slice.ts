import { defineSlice } from '../platform/slice.ts';
import { Administrator } from './administrator.entity.ts';
import { LinkedAccount } from './linked-account.entity.ts';
import { Patient, patientRow } from './patient.entity.ts';
import { PeopleResolver } from './people.resolver.ts';
import { Provider, providerRow } from './provider.entity.ts';

const actions = ['see the linked accounts', 'unlink accounts'] as const;

declare module '../platform/context.ts' {
  interface ActionsBySlice {
    people: (typeof actions)[number];
  }
}

/** Providers, patients and administrators. */
export const people = defineSlice({
  name: 'people',
  entities: [Administrator, Provider, Patient, LinkedAccount],
  resolvers: [PeopleResolver],
  references: { Patient: patientRow, Provider: providerRow },
  actions,
});
