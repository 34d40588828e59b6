import { defineSlice } from '../platform/slice.ts';
import { Administrator } from './administrator.entity.ts';
import { LinkedAccount } from './linked-account.entity.ts';
import { Patient, patientRow } from './patient.entity.ts';
import { PeopleResolver } from './people.resolver.ts';
import { Provider, providerRow } from './provider.entity.ts';

/** Providers, patients and administrators. */
export const people = defineSlice({
  name: 'people',
  entities: [Administrator, Provider, Patient, LinkedAccount],
  resolvers: [PeopleResolver],
  references: { Patient: patientRow, Provider: providerRow },
});
