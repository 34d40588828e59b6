// Measures the cost of a request by the number of appointments: npm run bench:growth (LARGEST=1000000 for
// less)

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { ask, freePort, insist, newFolder, startPostgreSql, stopAll } from '../postgresql.mjs';
import { draw } from './draw.mjs';
import { fill } from './fill.mjs';
import { findLandmarks } from './landmarks.mjs';
import { timeRequests } from './requests.mjs';
import { timeStatements } from './statements.mjs';
import { timeWrites } from './writes.mjs';

const { LARGEST = 10_000_000 } = process.env;
const ALL_SIZES = [10_000, 100_000, 1_000_000, 10_000_000];
const SIZES = ALL_SIZES.filter((size) => size <= LARGEST);
/**
 * Settings without durability, because the data is thrown away. Background work must not disturb a
 * measurement.
 */
const SETTINGS = {
  fsync: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  shared_buffers: '1GB',
  max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0,
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_planning': 'on',
};

const folder = newFolder();
const port = await freePort();
const postgreSql = startPostgreSql(folder, port, SETTINGS);
try {
  const server = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await insist(() => ask(server, 'select 1'));
  const [{ version }] = await ask(server, "select current_setting('server_version') as version");
  const machine = {
    node: process.version,
    cpus: `${cpus().length} × ${cpus()[0]?.model}`,
    postgreSql: version,
    settings: SETTINGS,
  };
  const sizes = [];
  for (const appointments of SIZES) sizes.push(await measure(server, appointments));
  report({ at: new Date(), machine, sizes });
} finally {
  await stopAll([postgreSql], folder);
}

async function measure(server, appointments) {
  const began = performance.now();
  const url = await fill(server, appointments);
  const fillSeconds = Math.round((performance.now() - began) / 1000);
  console.log(`${appointments.toLocaleString('en')} appointments, filled in ${fillSeconds} s`);
  const landmarks = await findLandmarks(url);
  const requests = await timeRequests(url, landmarks);
  const statements = await timeStatements(url, landmarks);
  const [{ bytes }] = await ask(url, 'select pg_database_size(current_database())::float8 as bytes');
  // Last, because they leave the daily sums wrong.
  const writes = await timeWrites(url);
  await ask(server, `drop database ${new URL(url).pathname.slice(1)} with (force)`);
  const size = {
    appointments,
    ofOrganization: landmarks.visits,
    page: landmarks.page,
    bytes,
    fillSeconds,
    requests,
    statements,
    writes,
  };
  print(size);
  return size;
}

function print({ requests, statements, writes }) {
  const rounded = (figures) =>
    Object.fromEntries(
      Object.entries(figures).map(([name, figure]) => [name, Number(figure.toPrecision(3))]),
    );
  for (const table of [requests, statements, writes])
    console.table(
      Object.fromEntries(Object.entries(table).map(([name, figures]) => [name, rounded(figures)])),
    );
}

function report(results) {
  mkdirSync(new URL('../results/', import.meta.url), { recursive: true });
  writeFileSync(new URL('../results/growth.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
  // The plots in the documentation need all sizes.
  if (SIZES.length === ALL_SIZES.length) draw(results);
}
