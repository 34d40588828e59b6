import { deepStrictEqual } from 'node:assert';
import { requestOf, requestsOf } from './cases.mjs';
import { load } from './load.mjs';
import { ask as query } from './postgresql.mjs';
import { cpuSecondsOf, cpuSecondsOfMachine, cpuSecondsOfTree } from './processor.mjs';

const WARM_UP_SECONDS = 3;

/**
 * Runs one case with all contenders, round by round. Each round starts with a different contender, so that a
 * slow phase of the machine affects all of them. Before the timing, all contenders must give the same answer.
 */
export async function race(one, contenders, { rounds, seconds, connections, postgreSql, secrets }) {
  const entries = Object.entries(contenders).filter(([, { cases }]) => cases.includes(one.name));
  const drivers = [];
  let agreed;
  for (const [name, { server, translation }] of entries) {
    const asked = { ...one, ...translation?.[one.name] };
    const facts = await factsFrom(server, asked, postgreSql, secrets);
    agreed ??= facts;
    deepStrictEqual(facts, agreed, `${name} answers "${one.name}" differently`);
    const requests = await Promise.all(
      Array.from({ length: connections }, (_, index) => requestsOf(asked, index, secrets.AUTH_JWT_SECRET)),
    );
    drivers.push({
      name,
      drive: (duration) => drive(server, asked, requests, duration, postgreSql),
      rounds: [],
    });
  }
  for (const { drive } of drivers) await drive(WARM_UP_SECONDS);
  for (let round = 0; round < rounds; round++)
    for (const index of drivers.keys()) {
      const driver = drivers[(index + round) % drivers.length];
      driver.rounds.push(await driver.drive(seconds));
    }
  return Object.fromEntries(drivers.map((driver) => [driver.name, driver.rounds]));
}

/** Checks that refused callers get no answer, sends one request, and returns its answer and side effects. */
async function factsFrom(
  { name: contender, url },
  one,
  { url: databaseUrl },
  { AUTH_JWT_SECRET: secret, JITSI_APP_SECRET },
) {
  const { name, path, status, proof, refused, facts, before, after } = one;
  const ask = async (who) => {
    const response = await fetch(url + path, await requestOf(one, { secret }, who));
    return { status: response.status, text: await response.text() };
  };
  for (const who of refused) {
    const { text } = await ask(who);
    if (text.includes(proof)) throw new Error(`${contender} answers "${name}" although it must not: ${text}`);
  }
  if (before) await query(databaseUrl, before);
  const past = after && (await query(databaseUrl, after))[0];
  const answer = await ask();
  if (answer.status !== status || !answer.text.includes(proof))
    throw new Error(`${contender} answers "${name}" with ${answer.status} ${answer.text}`);
  const found = await facts(JSON.parse(answer.text), JITSI_APP_SECRET);
  if (!after) return found;
  const [now] = await query(databaseUrl, after);
  return { found, aftermath: { ...now, entries: now.entries - (past?.entries ?? 0) } };
}

/** Runs one round. Returns its throughput and the CPU time that it takes. */
async function drive(server, one, requests, duration, { pid: postgreSqlPid }) {
  const read = () => [
    performance.now() / 1000,
    cpuSecondsOf(server.pid),
    cpuSecondsOfTree(postgreSqlPid),
    ownCpuSeconds(),
    cpuSecondsOfMachine(),
  ];
  const before = read();
  const { sent, ...figures } = await load(server, one, requests, duration);
  const [elapsed, cpu, postgreSqlCpu, loadCpu, machine] = read().map((value, index) => value - before[index]);
  return {
    ...figures,
    cpuMicros: (cpu / sent) * 1e6,
    postgreSqlCpuMicros: (postgreSqlCpu / sent) * 1e6,
    /** Processors in use: by the contender, by the load and PostgreSQL, and by other processes. */
    busy: cpu / elapsed,
    othersBusy: (loadCpu + postgreSqlCpu) / elapsed,
    foreign: Math.max(0, machine - cpu - postgreSqlCpu - loadCpu) / elapsed,
  };
}

function ownCpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
