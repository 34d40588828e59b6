import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { Unauthenticated, Unavailable } from '../refusals.ts';
import { Role } from '../viewer.ts';
import { CLOCK_SKEW, hasCredibleTimes, isWellFormed } from './strict-jwt.ts';

const SHARED_SECRET_ALGORITHMS = ['HS256', 'HS384', 'HS512'];
const KEY_SET_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** The client whose roles Keycloak lists for us under `resource_access`. */
const CLIENT = 'ciyex-app';

/** What a verified token says about its caller, in our words. Anything malformed counts as not said. */
export interface CallerClaims {
  subject?: string | undefined;
  name?: string | undefined;
  email?: string | undefined;
  roles: Role[];
  organization?: { id: number } | { alias: string } | undefined;
  providerId?: number | undefined;
  patientId?: number | undefined;
  expiresAt: Date;
}

/** How callers' tokens are verified: by a shared secret, by the key set of an issuer, or by either. */
interface VerifierOptions {
  callerSecret?: string | undefined;
  jwksUrl?: string | undefined;
  /** Checked where they are set. */
  issuer?: string | undefined;
  audience?: string | undefined;
}

/** Verifies a caller's token by the shared secret or by the issuer's key set; which one, its algorithm tells (RFC 8725 §3.1). */
export function tokenVerifier({ jwksUrl, issuer, audience, callerSecret }: VerifierOptions) {
  const options = {
    algorithms: [...(callerSecret ? SHARED_SECRET_ALGORITHMS : []), ...(jwksUrl ? KEY_SET_ALGORITHMS : [])],
    requiredClaims: ['exp'],
    // For a token that counts from now on, by a clock that is ahead. Its end is looked at again, to the second.
    clockTolerance: CLOCK_SKEW,
    ...(issuer && { issuer }),
    ...(audience && { audience }),
  };
  const secret = new TextEncoder().encode(callerSecret);
  // A short cool-down: a rotated key is found within a second, and invented key ids cannot flood the issuer.
  const keySet = jwksUrl
    ? createRemoteJWKSet(new URL(jwksUrl), { cooldownDuration: 1_000, timeoutDuration: 3_000 })
    : undefined;
  const keyOf: JWTVerifyGetKey = (header, token) =>
    header.alg.startsWith('HS') || !keySet ? secret : keySet(header, token);

  return async (authorization: string | undefined): Promise<CallerClaims> => {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw new Unauthenticated();
    if (!isWellFormed(token)) throw new Unauthenticated(INVALID);
    const { payload } = await jwtVerify(token, keyOf, options).catch((error: unknown) => {
      throw isTheTokensFault(error)
        ? new Unauthenticated(sentenceOf(error))
        : new Unavailable("The issuer's keys cannot be reached right now");
    });
    if (!hasCredibleTimes(payload)) throw new Unauthenticated(INVALID);
    const claims = claimsOf(payload);
    if (claims.expiresAt.getTime() <= Date.now()) throw new Unauthenticated(EXPIRED);
    return claims;
  };
}

/** Its key set does not answer, answers with an error, or is not one. That must not sign anyone out. */
const ISSUERS_FAULTS = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];
const isTheTokensFault = (error: unknown) =>
  error instanceof errors.JOSEError && !ISSUERS_FAULTS.includes(error.code);

const INVALID = 'The token is not valid here, please sign in';
const EXPIRED = 'The token has expired, please sign in again';
const sentenceOf = (error: unknown) => (error instanceof errors.JWTExpired ? EXPIRED : INVALID);

const text = z.string().trim().min(1).optional().catch(undefined);
const id = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.int32().positive())
  .optional()
  .catch(undefined);
const words = z
  .union([z.array(z.string()), z.string().transform((word) => [word])])
  .optional()
  .catch(undefined);

const Claims = z.object({
  sub: text,
  name: text,
  email: text,
  email_verified: z.literal([false, 'false']).optional().catch(undefined),
  role: words,
  roles: words,
  realm_access: z.object({ roles: words }).optional().catch(undefined),
  resource_access: z
    .object({ [CLIENT]: z.object({ roles: words }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  org_id: id,
  organization: z.unknown().optional(),
  provider_id: id,
  patient_id: id,
});

function claimsOf(payload: JWTPayload): CallerClaims {
  const claims = Claims.parse(payload);
  const names = [
    claims.role,
    claims.roles,
    claims.realm_access?.roles,
    claims.resource_access?.[CLIENT]?.roles,
  ].flatMap((list) => list ?? []);
  return {
    subject: claims.sub,
    name: claims.name,
    // An address its owner has not confirmed proves nothing about who they are.
    email: claims.email_verified === undefined ? claims.email : undefined,
    roles: [...new Set(names.flatMap(roleOf))],
    organization: organizationOf(claims.org_id, claims.organization),
    providerId: claims.provider_id,
    patientId: claims.patient_id,
    expiresAt: new Date(Number(payload.exp) * 1000),
  };
}

function roleOf(name: string): Role[] {
  const role = name
    .toUpperCase()
    .replace(/^ROLE_/, '')
    .replace(/^SUPER_ADMIN$/, 'ADMIN');
  return Object.values(Role).filter((known) => known === role);
}

/** Keycloak writes `["alias"]`, `[{"alias": {…}}]` or `{"alias": {…}}`; the first one counts. */
function organizationOf(orgId: number | undefined, organization: unknown) {
  if (orgId) return { id: orgId };
  const first: unknown = Array.isArray(organization) ? organization[0] : organization;
  const alias = typeof first === 'object' && first !== null ? Object.keys(first)[0] : first;
  return typeof alias === 'string' && alias ? { alias } : undefined;
}
