import { setTimeout as pause } from 'node:timers/promises';
import { tokenFor } from './tokens.mjs';

const START = 'mutation ($id: ID!) { startTelehealthSession(appointmentId: $id) { session { id } } }';
const JOIN = 'mutation ($id: ID!) { joinTelehealth(appointmentId: $id) { expiresIn } }';
const END = 'mutation ($id: ID!) { endTelehealthSession(appointmentId: $id) { status } }';

/**
 * Starts these visits at a steady rate, never at the patient's node. Resolves to when each began
 * (milliseconds since the epoch).
 */
export async function startVisits(visits, perSecond, nodes, secret) {
  const startedAt = new Map();
  await steadily(visits, perSecond, async (visit) => {
    startedAt.set(visit.appointmentId, performance.timeOrigin + performance.now());
    await call(elsewhere(visit, nodes), START, 'PROVIDER', visit, secret);
  });
  return startedAt;
}

/** Joins the visits as patients, then ends them as providers. */
export async function joinAndEndVisits(visits, perSecond, nodes, secret) {
  await steadily(visits, perSecond, async (visit) => {
    await call(elsewhere(visit, nodes), JOIN, 'PATIENT', visit, secret);
    await call(elsewhere(visit, nodes), END, 'PROVIDER', visit, secret);
  });
}

const steadily = (visits, perSecond, work) =>
  Promise.all(
    visits.map(async (visit, index) => {
      await pause((index * 1000) / perSecond);
      await work(visit);
    }),
  );

const elsewhere = ({ url }, nodes) => (nodes.find((node) => node.url !== url) ?? nodes[0]).url;

let calls = 0;
async function call(url, query, role, visit, secret) {
  // Each call has a new token, which no node has seen before.
  const authorization = `Bearer ${await tokenFor(secret, role, visit, { jti: String(++calls) })}`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { id: visit.appointmentId } }),
  });
  const { errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
}
