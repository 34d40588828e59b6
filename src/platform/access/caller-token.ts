import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { Unauthenticated, Unavailable } from '../refusals.ts';
import { type Account, Role } from '../viewer.ts';
import { CLOCK_SKEW_SECONDS, hasCredibleTimes, isWellFormed } from './strict-jwt.ts';

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
/** Our client id in Keycloak, under which `resource_access` lists a caller's roles. */
const CLIENT = 'ciyex-app';

/** The claims of a verified token, in our terms. Malformed optional claims count as absent. */
export interface CallerClaims {
  account?: Account | undefined;
  name?: string | undefined;
  email?: string | undefined;
  roles: Role[];
  organization?: { id: number } | { alias: string } | undefined;
  providerId?: number | undefined;
  patientId?: number | undefined;
  expiresAt: Date;
}

/** How to verify callers' tokens: by a shared secret, by an issuer's key set, or by either. */
interface VerifierOptions {
  callerSecret?: string | undefined;
  jwksUrl?: string | undefined;
  /** `iss` and `aud` are checked if these are set. */
  issuer?: string | undefined;
  audience?: string | undefined;
}

/**
 * Verifies the token of an `Authorization: Bearer` header, by the shared secret or by the issuer's key set.
 * The algorithm decides which, and each accepts only its own (RFC 8725 §3.1). Throws Unauthenticated, or
 * Unavailable if the key set cannot be fetched.
 */
export function tokenVerifier({ jwksUrl, issuer, audience, callerSecret }: VerifierOptions) {
  const options = {
    algorithms: [...(callerSecret ? SHARED_SECRET_ALGORITHMS : []), ...(jwksUrl ? KEY_SET_ALGORITHMS : [])],
    requiredClaims: ['exp'],
    // For `nbf`, in case the issuer's clock is ahead. `exp` gets no leeway: it is checked again below.
    clockTolerance: CLOCK_SKEW_SECONDS,
    ...(issuer && { issuer }),
    ...(audience && { audience }),
  };
  const secret = new TextEncoder().encode(callerSecret);
  // The cool-down finds a rotated key within a second. It also keeps invented key ids from flooding the
  // issuer.
  const keySet = jwksUrl
    ? createRemoteJWKSet(new URL(jwksUrl), { cooldownDuration: 1_000, timeoutDuration: 3_000 })
    : undefined;
  const keyOf: JWTVerifyGetKey = (header, token) =>
    header.alg.startsWith('HS') || !keySet ? secret : keySet(header, token);

  return async (authorization: string | undefined): Promise<CallerClaims> => {
    const token = bearerTokenIn(authorization);
    if (!token) throw new Unauthenticated();
    if (!isWellFormed(token)) throw new Unauthenticated(INVALID);
    const { payload } = await jwtVerify(token, keyOf, options).catch((error: unknown) => {
      throw isTheTokensFault(error)
        ? new Unauthenticated(sentenceOf(error))
        : new Unavailable("The issuer's keys cannot be reached right now", 'ISSUER');
    });
    if (!hasCredibleTimes(payload)) throw new Unauthenticated(INVALID);
    const claims = claimsOf(payload);
    if (claims.expiresAt.getTime() <= Date.now()) throw new Unauthenticated(EXPIRED);
    return claims;
  };
}

export const bearerTokenIn = (authorization: string | undefined) =>
  /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];

/** The key set times out, returns an error or is malformed. That must not sign anyone out. */
const ISSUERS_FAULTS = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];
const isTheTokensFault = (error: unknown) =>
  error instanceof errors.JOSEError && !ISSUERS_FAULTS.includes(error.code);

const INVALID = 'The token is not valid here, please sign in';
const EXPIRED = 'The token has expired, please sign in again';
const sentenceOf = (error: unknown) => (error instanceof errors.JWTExpired ? EXPIRED : INVALID);

const text = z.string().trim().min(1).optional().catch(undefined);
/** Neither trimmed nor folded: an address that is written differently is another one. */
const email = z
  .string()
  .regex(/^[^\s@\p{C}]+@[^\s@\p{C}]+$/u)
  .optional()
  .catch(undefined);
/** OpenID Connect allows a subject 255 characters. */
const accountPart = z.string().regex(/^\P{C}{1,255}$/u);
const AccountClaims = z.object({ issuer: accountPart.or(z.literal('')), subject: accountPart });
const id = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.int32().positive())
  .optional()
  .catch(undefined);
const texts = z
  .union([z.array(z.string()), z.string().transform((single) => [single])])
  .optional()
  .catch(undefined);

const Claims = z.object({
  name: text,
  email,
  role: texts,
  roles: texts,
  realm_access: z.object({ roles: texts }).optional().catch(undefined),
  resource_access: z
    .object({ [CLIENT]: z.object({ roles: texts }).optional().catch(undefined) })
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
    // If the issuer is malformed, nobody knows whose subject it is.
    account: AccountClaims.safeParse({
      issuer: payload.iss === undefined ? '' : payload.iss,
      subject: payload.sub,
    }).data,
    name: claims.name,
    // An unverified address does not identify anyone.
    email: isVerified(payload.email_verified) ? claims.email : undefined,
    roles: [...new Set(names.flatMap(roleOf))],
    organization: organizationOf(claims.org_id, claims.organization),
    providerId: claims.provider_id,
    patientId: claims.patient_id,
    expiresAt: new Date(Number(payload.exp) * 1000),
  };
}

/** An issuer that does not say whether it verified an address counts as one that did. */
const isVerified = (claim: unknown) => claim === undefined || claim === true || claim === 'true';

function roleOf(name: string): Role[] {
  const role = name
    // Not all letters: the upper case of some, such as \u0131 and \u017f, is an ASCII letter.
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase())
    .replace(/^ROLE_/, '')
    .replace(/^SUPER_ADMIN$/, 'ADMIN');
  return Object.values(Role).filter((known) => known === role);
}

/** Keycloak writes `["alias"]`, `[{"alias": {…}}]` or `{"alias": {…}}`. The first alias counts. */
function organizationOf(orgId: number | undefined, organization: unknown) {
  if (orgId) return { id: orgId };
  const first: unknown = Array.isArray(organization) ? organization[0] : organization;
  const alias = typeof first === 'object' && first !== null ? Object.keys(first)[0] : first;
  return typeof alias === 'string' && alias ? { alias } : undefined;
}
