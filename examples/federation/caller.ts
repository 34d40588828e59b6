import { GraphQLError } from 'graphql';
import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Owned } from './charts.ts';

/** The person whose token the gateway forwarded. */
export interface Caller {
  orgId: number;
  /** Staff (providers and admins) see the charts of their organization. Patients see their own. */
  isStaff: boolean;
  patientId?: number | undefined;
}

export const maySee = ({ orgId, isStaff, patientId }: Caller, chart: Owned) =>
  chart.orgId === orgId && (isStaff || chart.patientId === patientId);

/**
 * Verifies the caller token again, as Readyroom does. A gateway forwards tokens but does not vouch for them.
 */
export function callerVerifier({
  AUTH_JWT_SECRET,
  AUTH_JWKS_URL,
  AUTH_ISSUER,
  AUTH_AUDIENCE,
}: NodeJS.ProcessEnv) {
  const options = {
    algorithms: AUTH_JWKS_URL ? ['RS256', 'ES256', 'EdDSA'] : ['HS256'],
    requiredClaims: ['exp'],
    ...(AUTH_ISSUER && { issuer: AUTH_ISSUER }),
    ...(AUTH_AUDIENCE && { audience: AUTH_AUDIENCE }),
  };
  if (!AUTH_JWKS_URL && !AUTH_JWT_SECRET)
    throw new Error('Set AUTH_JWT_SECRET or AUTH_JWKS_URL to what Readyroom verifies its callers with');
  const secret = new TextEncoder().encode(AUTH_JWT_SECRET);
  const keySet = AUTH_JWKS_URL ? createRemoteJWKSet(new URL(AUTH_JWKS_URL)) : undefined;
  const keyOf: JWTVerifyGetKey = (header, token) => keySet?.(header, token) ?? secret;

  return async (authorization: string | null): Promise<Caller> => {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw unauthenticated();
    const { payload } = await jwtVerify(token, keyOf, options).catch(() => {
      throw unauthenticated();
    });
    const { role, org_id: orgId, patient_id: patientId } = payload;
    // Require a number: a missing organization must never match another missing one.
    if (typeof orgId !== 'number') throw unauthenticated();
    return {
      orgId,
      isStaff: role === 'PROVIDER' || role === 'ADMIN',
      patientId: role === 'PATIENT' && typeof patientId === 'number' ? patientId : undefined,
    };
  };
}

const unauthenticated = () =>
  new GraphQLError('Please sign in', { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } });
