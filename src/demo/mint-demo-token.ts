import { SignJWT } from 'jose';
import type { Config, Secrets } from '../config/config.ts';
import { peopleOf } from './people.ts';

export type DemoRole = keyof typeof peopleOf;

interface DemoCaller {
  role: DemoRole;
  id: number;
  orgId?: number | undefined;
  ttlSeconds: number;
}

/** Signs a caller token (HS256) for the demo clinic with the secret that this configuration verifies with. */
export async function mintDemoToken(
  { auth }: Config,
  { callerSecret }: Secrets,
  { role, id, orgId, ttlSeconds }: DemoCaller,
) {
  const person = peopleOf[role].find((one) => one.id === id && (orgId ?? one.orgId) === one.orgId);
  const claims = {
    name: person?.name ?? `${role} ${id}`,
    ...(person && { email: person.email }),
    role: role.toUpperCase(),
    org_id: orgId ?? person?.orgId ?? 1,
    ...(role !== 'admin' && { [`${role}_id`]: id }),
    ...(auth.issuer && { iss: auth.issuer }),
    ...(auth.audience && { aud: auth.audience }),
  };
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(`${role}-${id}`)
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds)
    .sign(new TextEncoder().encode(callerSecret));
}
