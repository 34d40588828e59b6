import { cpus } from 'node:os';
import { cases } from './cases.mjs';
import { contenders } from './contenders.mjs';
import { installPeers, openPlace, processors } from './place.mjs';
import { race } from './rounds.mjs';

/** Runs all chosen cases with all chosen contenders on a new PostgreSQL. Calls `onCase` after each case. */
export async function measure({ only, ...settings }, onCase) {
  const chosen = Object.entries(contenders).filter(([name]) => only.contenders.includes(name));
  if (chosen.some(([name]) => name !== 'ours')) installPeers();
  const place = await openPlace();
  const started = {};
  try {
    for (const [name, contender] of chosen) {
      const server = await contender.start({ ...place, processor: processors.contender });
      started[name] = { ...contender, server: { name, ...server } };
    }
    const results = {};
    for (const one of cases.filter(({ name }) => only.cases.includes(name))) {
      results[one.name] = await race(one, started, { ...settings, ...place });
      onCase(one, results[one.name]);
    }
    const machine = {
      node: process.version,
      cpus: `${cpus().length} × ${cpus()[0].model}`,
      postgreSql: place.version,
      processors,
    };
    return { at: new Date(), machine, settings, results };
  } finally {
    for (const { server } of Object.values(started)) await server.stop();
    await place.stop();
  }
}

/** The choices from environment variables (README.md). */
export function chosen({ rounds, seconds, contenders: names }) {
  const { CASES, CONTENDERS, ROUNDS = rounds, SECONDS = seconds, CONNECTIONS = 32 } = process.env;
  return {
    only: {
      cases: CASES?.split(',') ?? cases.map(({ name }) => name),
      contenders: CONTENDERS?.split(',') ?? names ?? Object.keys(contenders),
    },
    rounds: Number(ROUNDS),
    seconds: Number(SECONDS),
    connections: Number(CONNECTIONS),
  };
}
