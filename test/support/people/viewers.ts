import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Clinic } from '../clinic.ts';
import { Person } from './person.ts';

export const VIEWER = '{ viewer { id name roles organization { alias } provider { id } patient { id } } }';

export interface Viewer {
  id: string;
  name: string;
  roles: string[];
  organization: { alias: string };
  provider: { id: string } | null;
  patient: { id: string } | null;
}

export const JOHN = { role: 'PROVIDER', org_id: 1, provider_id: 45 };

export const JANE = { role: 'PATIENT', org_id: 1, patient_id: 89 };

export const NOT_THEIR_ORGANIZATION =
  'The token names no organization, and its holder does not belong to the requested one';
export const NO_PERSON =
  'The token names no person of this organization (provider_id, patient_id or a known e-mail address)';

/** What these tests ask of a clinic. */
export function viewersOf(clinic: Clinic) {
  /** Shows a token with these claims at the door. No two are the same, since a token that has been seen is remembered. */
  const enter = (claims: object, headers?: Record<string, string>) =>
    new Person(clinic.url, { jti: randomUUID(), ...claims }, headers).graphql<{ viewer: Viewer }>(VIEWER);
  /** Whom the clinic takes the token's holder for. */
  async function viewerOf(claims: object, headers?: Record<string, string>) {
    const { data, errors } = await enter(claims, headers);
    expect(errors).toBeUndefined();
    return data?.viewer;
  }
  /** The sentence with which a token is refused, always as a 401. */
  async function refusalOf(claims: object, headers?: Record<string, string>) {
    const answer = await enter(claims, headers);
    expect(answer).toBeRefused('UNAUTHENTICATED');
    expect(answer.status).toBe(401);
    return answer.errors?.[0]?.message;
  }
  return { enter, viewerOf, refusalOf };
}
