import type { EntityManager } from '@mikro-orm/postgresql';
import { jwtVerify } from 'jose';

export interface Context {
  em: EntityManager;
  viewer: { orgId: number; providerId?: number; patientId?: number };
}

const secret = new TextEncoder().encode(process.env.AUTH_JWT_SECRET);

/** Each request verifies its token and gets its own EntityManager for the caller's organization. */
export async function contextOf(em: EntityManager, authorization = ''): Promise<Context> {
  const { payload } = await jwtVerify(authorization.slice('Bearer '.length), secret, {
    algorithms: ['HS256'],
  });
  const viewer = {
    orgId: payload.org_id as number,
    providerId: payload.provider_id as number | undefined,
    patientId: payload.patient_id as number | undefined,
  };
  return {
    em: em.fork({ session: { role: 'readyroom_app', variables: { 'app.org_id': viewer.orgId } } }),
    viewer,
  };
}
