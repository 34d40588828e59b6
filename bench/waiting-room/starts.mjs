import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { tokenFor } from '../waiting/tokens.mjs';

const START = 'mutation ($id: ID!) { startTelehealthSession(appointmentId: $id) { session { id } } }';
const CONNECTIONS = 100;

/** Starts visits over HTTP, as providers whose tokens are valid all day. */
export function openStarter(url, secret) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const tokens = new Map();
  async function tokenOf(visit) {
    const token = tokens.get(visit.providerId) ?? (await tokenFor(secret, 'PROVIDER', visit));
    tokens.set(visit.providerId, token);
    return token;
  }
  return {
    /**
     * Starts visits at this rate, or all at once. Resolves to the time of each request (milliseconds since
     * the epoch).
     */
    async start(visits, perSecond = Number.POSITIVE_INFINITY) {
      for (const visit of visits) await tokenOf(visit);
      const startedAt = new Map();
      await Promise.all(
        visits.map(async (visit, index) => {
          if (perSecond !== Number.POSITIVE_INFINITY) await pause((index * 1000) / perSecond);
          startedAt.set(visit.appointmentId, performance.timeOrigin + performance.now());
          const body = JSON.stringify({ query: START, variables: { id: visit.appointmentId } });
          const { errors } = JSON.parse(await post(`${url}/graphql`, agent, await tokenOf(visit), body));
          if (errors) throw new Error(errors[0].message);
        }),
      );
      return startedAt;
    },
    close: () => agent.destroy(),
  };
}

function post(url, agent, token, body) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  const asked = request(url, { method: 'POST', agent, headers }, (response) => {
    let text = '';
    response.on('data', (chunk) => {
      text += chunk;
    });
    response.on('end', () => resolve(text));
  });
  asked.on('error', reject);
  asked.end(body);
  return promise;
}
