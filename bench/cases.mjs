import { jwtVerify } from 'jose';
import { tokenFor } from './waiting/tokens.mjs';

/** Tokens per connection, because people sign in again. */
const TOKENS = 16;
/** Must match clinic.sql. */
const PATIENTS = 64;
const VISITS_EACH = 8;
const OPEN = 30_000;
const NOT_OPEN = 40_000;

/** Changes that make a token invalid, or that of another practice or patient. */
const FORGED = { secret: 'what somebody else takes for the secret' };
const FROM_ELSEWHERE = { orgId: 2 };
const SOMEBODY_ELSE = { patientId: 2 };

/**
 * The benchmark's cases. `request` returns request number `turn` of a patient. Every correct answer contains
 * `proof`, and no answer to `refused` callers does. All contenders must return the same `facts`.
 */
export const cases = [
  {
    name: 'list',
    title: 'appointments(first: 20) with patient, provider, session',
    role: 'PROVIDER',
    path: '/graphql',
    request: () => ({ operationName: 'Appointments', query: APPOINTMENTS, variables: { first: 20 } }),
    status: 200,
    proof: '"Dr. Provider 45"',
    refused: [FORGED, FROM_ELSEWHERE],
    facts: ({ data }) => data.appointments.nodes,
  },
  {
    name: 'join',
    title: 'joinTelehealth of an open visit: checks, audit entry, signed token',
    role: 'PATIENT',
    path: '/graphql',
    request: (patient, turn) => ({
      operationName: 'Join',
      query: JOIN,
      variables: { id: String(visitOf(OPEN, patient, turn)) },
    }),
    status: 200,
    proof: '"identity":"patient-',
    refused: [FORGED, FROM_ELSEWHERE, SOMEBODY_ELSE],
    facts: async ({ data }, secret) => admissionIn(data.joinTelehealth, secret),
    /** Resets the visits, so that their patients can join again. */
    before: `update telehealth_sessions set status = 'READY', patient_joined_at = null where appointment_id between ${OPEN} and ${OPEN + PATIENTS * VISITS_EACH}`,
    /** Reads the side effects of a join. */
    after: `select count(*) over ()::int as entries, actor, action, e.appointment_id, subject, door, allowed, code, status, patient_joined_at is not null as joined
      from audit_entries e join telehealth_sessions s on s.appointment_id = e.appointment_id and undone_at is null order by e.id desc limit 1`,
  },
  {
    name: 'poll',
    title: 'POST /api/telehealth/jitsi/join before the visit is open: 404',
    role: 'PATIENT',
    path: '/api/telehealth/jitsi/join',
    request: (patient, turn) => ({
      roomName: `apt${visitOf(NOT_OPEN, patient, turn)}`,
      identity: `patient-${patient}`,
    }),
    status: 404,
    proof: 'not started yet',
    refused: [FORGED],
    facts: (answer) => answer,
  },
];

const APPOINTMENTS = `query Appointments($first: Int) {
  appointments(first: $first) { nodes { id status startsAt patient { id name } provider { id name } session { id status } } }
}`;
const JOIN = `mutation Join($id: ID!) { joinTelehealth(appointmentId: $id) { token roomName identity meetingUrl expiresIn } }`;

const visitOf = (first, patient, turn) => first + (patient - 1) * VISITS_EACH + (turn % VISITS_EACH);

/** Returns the verified claims of the room token. The expiry is only compared approximately. */
async function admissionIn({ token, meetingUrl, ...admission }, secret) {
  const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] });
  const { exp, iat: _, ...claims } = payload;
  const secondsOff = Math.abs(exp - Date.now() / 1000 - admission.expiresIn);
  return { ...admission, claims, isOnTime: secondsOff < 5, meetingUrl: meetingUrl.replace(token, 'TOKEN') };
}

/**
 * Each connection is a different patient with different visits, so connections never wait for each other's
 * row locks.
 */
export function requestsOf(one, connection, secret) {
  const patientId = 1 + (connection % PATIENTS);
  return Promise.all(
    Array.from({ length: TOKENS }, (_, turn) =>
      requestOf(one, { patientId, turn, secret, jti: `${connection}-${turn}` }),
    ),
  );
}

/** Builds the request of a patient, or of their provider. `who` overrides parts of the token. */
export async function requestOf({ role, path, request }, { patientId = 1, turn = 0, ...given }, who) {
  const { secret, jti, ...person } = { orgId: 1, providerId: 45, patientId, ...given, ...who };
  const token = await tokenFor(secret, role, person, { jti });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return { method: 'POST', path, headers, body: JSON.stringify(request(patientId, turn)) };
}
