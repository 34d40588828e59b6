import { SignJWT } from 'jose';

/** Signs a caller token for the patient or the provider of a visit. */
export function tokenFor(secret, role, { orgId, providerId, patientId }, more = {}) {
  const person =
    role === 'PATIENT'
      ? { sub: `patient-${patientId}`, patient_id: patientId }
      : { sub: `provider-${providerId}`, provider_id: providerId };
  return new SignJWT({ ...person, ...more, role, org_id: orgId })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime('3h')
    .sign(new TextEncoder().encode(secret));
}
