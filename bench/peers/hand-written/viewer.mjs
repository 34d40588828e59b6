import { jwtVerify } from 'jose';
import { askDirectory } from './database.mjs';

const secret = new TextEncoder().encode(process.env.AUTH_JWT_SECRET);
const known = new Map();

/** Identifies the caller. A verified token is cached until it expires. */
export async function viewerOf(authorization) {
  const viewer = known.get(authorization);
  if (viewer && viewer.expiresAt > Date.now()) return viewer;

  const { payload } = await jwtVerify(authorization.slice('Bearer '.length), secret, {
    algorithms: ['HS256'],
  });
  const recognized = {
    ...(await personOf(payload)),
    orgId: String(payload.org_id),
    expiresAt: payload.exp * 1000,
  };
  known.set(authorization, recognized);
  return recognized;
}

async function personOf({ role, provider_id: providerId, patient_id: patientId }) {
  const [table, id] =
    role === 'PROVIDER' ? ['providers', String(providerId)] : ['patients', String(patientId)];
  const [[name, email]] = await askDirectory({
    name: `one of ${table}`,
    text: `select name, email from ${table} where id = $1`,
    values: [id],
  });
  return role === 'PROVIDER'
    ? { providerId: id, name, email, identity: `provider-${id}` }
    : { patientId: id, name, email, identity: `patient-${id}` };
}
