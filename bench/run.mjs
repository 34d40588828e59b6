import { execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import autocannon from 'autocannon';
import { cases, openVisit } from './cases.mjs';

const CONNECTIONS = 32;
const WARM_UP_SECONDS = 2;
const ROUNDS = 3;
const ROUND_SECONDS = 4;

const { DATABASE_URL = '', PATH } = process.env;
const environment = {
  PATH,
  DATABASE_URL,
  DATA_DIR: 'memory://',
  SEED_DEMO: DATABASE_URL && 'true',
  PORT: '0',
  RATE_LIMIT: 'off',
  LOG_LEVEL: 'silent',
};

const readyroom = spawn(process.execPath, ['dist/main.js'], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
const bare = fork(new URL('bare.mjs', import.meta.url));
try {
  const url = await addressOf(readyroom);
  await send(url, '/graphql', openVisit, headersOf('provider'));
  const requests = cases.map(({ caller, path, body }) => ({ url, path, body, headers: headersOf(caller) }));

  // The bare server repeats, byte for byte, what ours has just answered.
  const answers = await Promise.all(requests.map((request) => send(request.url, request.path, request.body, request.headers)));
  bare.send(answers);
  const [bareUrl] = await once(bare, 'message');

  const results = [];
  for (const [index, one] of cases.entries()) {
    const contenders = { readyroom: requests[index], bare: { ...requests[index], url: bareUrl, path: `/${index}` } };
    for (const [name, request] of Object.entries(contenders)) await check(one, name, request);
    results.push({ case: one.name, ...(await race(one, contenders)) });
  }
  report(results);
} finally {
  readyroom.kill();
  bare.kill();
}

/** The line that the server greets with holds its address. */
async function addressOf(server) {
  let greeting = '';
  for await (const chunk of server.stdout) {
    greeting += chunk;
    const [address] = greeting.match(/http:\/\/localhost:\d+/) ?? [];
    if (address) return address.replace('localhost', '127.0.0.1');
  }
  throw new Error('The server did not start.');
}

function headersOf(role) {
  const id = { provider: '45', patient: '89' }[role];
  const token = execFileSync(process.execPath, ['dist/commands/token.js', '--role', role, '--id', id], { env: { PATH }, encoding: 'utf8' });
  return { 'content-type': 'application/json', authorization: `Bearer ${token.trim()}` };
}

async function send(url, path, body, headers) {
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
}

async function check({ name, status, isRight, proof }, contender, { url, path, body, headers }) {
  const answer = await send(url, path, body, headers);
  if (answer.status !== status || !answer.text.includes(proof) || !isRight(JSON.parse(answer.text)))
    throw new Error(`${contender} answers "${name}" wrongly: ${answer.status} ${answer.text}`);
}

/** Rounds take turns, so that a slow minute of the machine meets everyone. */
async function race(one, contenders) {
  const rounds = { readyroom: [], bare: [] };
  for (const [name, request] of Object.entries(contenders)) await drive(one, name, request, WARM_UP_SECONDS);
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, request] of Object.entries(contenders)) rounds[name].push(await drive(one, name, request, ROUND_SECONDS));
  const readyroom = summary(rounds.readyroom);
  const bare = summary(rounds.bare);
  return { readyroom, bare, ratio: readyroom.requestsPerSecond / bare.requestsPerSecond };
}

async function drive({ name, status, proof }, contender, { url, path, body, headers }, duration) {
  const options = { url: url + path, method: 'POST', headers, body: JSON.stringify(body), connections: CONNECTIONS, duration };
  const { errors, mismatches, statusCodeStats, requests, latency } = await autocannon({
    ...options,
    verifyBody: (text) => text.includes(proof),
  });
  const statuses = Object.keys(statusCodeStats);
  if (errors || mismatches || statuses.join() !== String(status))
    throw new Error(`${contender}, "${name}": ${errors} errors, ${mismatches} wrong answers, statuses ${statuses}`);
  return { requestsPerSecond: requests.average, p99Ms: latency.p99 };
}

function summary(rounds) {
  const median = (key) => rounds.map((round) => round[key]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  return { requestsPerSecond: median('requestsPerSecond'), p99Ms: median('p99Ms') };
}

function report(results) {
  const machine = { node: process.version, cpus: `${cpus().length} × ${cpus()[0]?.model}` };
  const database = DATABASE_URL ? 'PostgreSQL' : 'embedded, in memory';
  const settings = { connections: CONNECTIONS, rounds: ROUNDS, roundSeconds: ROUND_SECONDS };
  writeFileSync(
    new URL('results.json', import.meta.url),
    `${JSON.stringify({ at: new Date(), machine, database, settings, results }, null, 2)}\n`,
  );
  console.log(
    `Node ${machine.node}, ${machine.cpus}, database ${database}, ${CONNECTIONS} connections, medians of ${ROUNDS} × ${ROUND_SECONDS} s`,
  );
  console.table(
    results.map(({ case: name, readyroom, bare, ratio }) => ({
      case: name,
      'requests/s': Math.round(readyroom.requestsPerSecond),
      'p99 ms': readyroom.p99Ms,
      'bare requests/s': Math.round(bare.requestsPerSecond),
      'bare p99 ms': bare.p99Ms,
      ratio: `1 : ${(1 / ratio).toFixed(1)}`,
    })),
  );
}
