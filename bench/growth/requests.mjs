import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { quantile } from '../waiting/figures.mjs';
import { tokenFor } from '../waiting/tokens.mjs';
import { LARGE } from './fill.mjs';

const SECRET = 'what-the-callers-of-this-run-sign-with-0123456789';
const WARM_UP = 100;
const ROUNDS = 7;
const REQUESTS = 40;
/** A case sends no more requests in a round after this time, in milliseconds. */
const PATIENCE = 4_000;

/**
 * Measures each case with sequential requests to its own server. Returns medians over the rounds, per
 * request.
 */
export async function timeRequests(url, landmarks) {
  const server = spawn(process.execPath, ['dist/main.js'], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: url,
      AUTH_JWT_SECRET: SECRET,
      PORT: '0',
      RATE_LIMIT: 'off',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pg = new Client({ connectionString: url });
  await pg.connect();
  try {
    await pg.query('create extension if not exists pg_stat_statements');
    const address = await addressOf(server);
    const cases = await casesOf(landmarks);
    for (const one of cases) await repeat(address, one, WARM_UP);
    const rounds = Object.fromEntries(cases.map(({ name }) => [name, []]));
    // Cases take turns, so that a slow phase of the machine affects all of them.
    for (let round = 0; round < ROUNDS; round++)
      for (const one of cases) rounds[one.name].push(await time(address, pg, one));
    return Object.fromEntries(Object.entries(rounds).map(([name, times]) => [name, medians(times)]));
  } finally {
    await pg.end();
    server.kill();
    await once(server, 'exit');
  }
}

async function casesOf({ newest, before, first, waiting }) {
  const admin = await tokenFor(
    SECRET,
    'ADMIN',
    { orgId: LARGE },
    { sub: 'admin-1', email: 'admin@example.com' },
  );
  const patient = await tokenFor(SECRET, 'PATIENT', { orgId: LARGE, patientId: waiting.patientId });
  const graphql = (query) => ({ token: admin, path: '/graphql', body: { query }, status: 200 });
  const list = (after = '') =>
    graphql(
      `{ appointments(first: 20${after}) { nodes { id status startsAt patient { id name } provider { id name } session { id status } } } }`,
    );
  // In the format of src/platform/database/page.ts. The answers are checked.
  const cursor = Buffer.from(JSON.stringify([before.startsAt, before.id])).toString('base64url');
  const [from, to] = [364, 0].map((days) =>
    new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10),
  );
  return [
    { name: 'appointments, page 1', ...list(), proof: `"nodes":[{"id":"${newest.id}"` },
    {
      name: 'appointments, page 10,000',
      ...list(`, after: "${cursor}"`),
      proof: `"nodes":[{"id":"${first.id}"`,
    },
    {
      name: 'one appointment',
      ...graphql(`{ appointment(id: "${first.id}") { id status patient { name } } }`),
      proof: `"id":"${first.id}"`,
    },
    {
      name: 'join, not ready',
      token: patient,
      path: '/api/telehealth/jitsi/join',
      body: { roomName: `apt${waiting.id}`, identity: `patient-${waiting.patientId}` },
      status: 404,
      proof: 'not started yet',
    },
    {
      name: 'telehealthMetrics, 12 months',
      ...graphql(
        `{ telehealthMetrics(from: "${from}", to: "${to}") { period totalSessions avgDurationMinutes } }`,
      ),
      proof: `"period":"${from.slice(0, 8)}01"`,
    },
  ];
}

async function time(address, pg, one) {
  await pg.query('select pg_stat_statements_reset()');
  const [began, requests] = [await cpuMsOf(address), await repeat(address, one, REQUESTS)];
  const cpu = (await cpuMsOf(address)) - began;
  const { rows } = await pg.query(
    `select sum(total_plan_time + total_exec_time) as ms, sum(calls) as calls from pg_stat_statements
     where dbid = (select oid from pg_database where datname = current_database()) and query not like '%pg_stat_statements%'`,
  );
  const each = (total) => Number(total) / requests.length;
  return {
    sqlMs: each(rows[0].ms),
    statements: each(rows[0].calls),
    nodeCpuMs: each(cpu),
    wholeMs: quantile(requests, 0.5),
  };
}

/** The duration of each request, in milliseconds. */
async function repeat(address, { token, path, body, status, proof }, times) {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  };
  const took = [];
  for (const deadline = performance.now() + PATIENCE; took.length < times && performance.now() < deadline; ) {
    const began = performance.now();
    const response = await fetch(address + path, request);
    const text = await response.text();
    took.push(performance.now() - began);
    if (response.status !== status || !text.includes(proof))
      throw new Error(`Expected ${status} with ${proof}, got ${response.status} ${text}`);
  }
  return took;
}

async function cpuMsOf(address) {
  const text = await (await fetch(`${address}/metrics`)).text();
  return 1000 * Number(/^process_cpu_seconds_total (\S+)/m.exec(text)[1]);
}

function medians(times) {
  return Object.fromEntries(
    Object.keys(times[0]).map((figure) => [
      figure,
      quantile(
        times.map((one) => one[figure]),
        0.5,
      ),
    ]),
  );
}

/** The server prints its address in the greeting. */
async function addressOf(server) {
  let greeting = '';
  for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
    greeting += chunk;
    const [address] = greeting.match(/http:\/\/localhost:\d+/) ?? [];
    if (address) return address.replace('localhost', '127.0.0.1');
  }
  throw new Error('The server did not start.');
}
