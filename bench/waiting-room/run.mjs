// Measures the cost of waiting for one process, and how fast patients are told: npm run bench:waiting-room
import { mkdirSync, writeFileSync } from 'node:fs';
import { moveTo } from '../processor.mjs';
import { startServers } from '../waiting/servers.mjs';
import { judge } from './goals.mjs';
import { measure } from './measure.mjs';

const number = (name, usual) => Number(process.env[name] ?? usual);
const options = {
  patients: number('PATIENTS', 18_000),
  tabs: number('TABS', 15_000),
  idleSeconds: number('IDLE_SECONDS', 60),
  /** First at a steady rate, then all at once. */
  steadyStarts: number('STEADY_STARTS', 1_000),
  startsPerSecond: number('STARTS_PER_SECOND', 100),
  startsAtOnce: number('STARTS_AT_ONCE', 1_000),
  /** The server has its own processor. Patients and PostgreSQL share another one. */
  processor: number('SERVER_PROCESSOR', 0),
};

moveTo(number('LOAD_PROCESSOR', 1));
const servers = await startServers();
try {
  const results = await measure(options, servers);
  const judged = judge(results);
  console.table(judged);
  const folder = new URL('../results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    new URL('waiting-room.json', folder),
    `${JSON.stringify({ node: process.version, options, results, judged }, null, 2)}\n`,
  );
} finally {
  await servers.stop();
}
