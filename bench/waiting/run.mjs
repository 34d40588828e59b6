// Measures what waiting patients cost nodes, PostgreSQL and the broker, and compares it with the arithmetic
// of docs/scaling.md.
import { cpus } from 'node:os';
import { measureGrowth } from './growth.mjs';
import { measure } from './measure.mjs';
import { report } from './report.mjs';
import { startServers } from './servers.mjs';

/**
 * Set RUNS=redis:16000,nats:4000 for other runs. If a process may open 20,000 files, a node holds some 19,000
 * patients.
 */
const { RUNS = 'nats:1000,redis:4000' } = process.env;

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const servers = await startServers();
try {
  console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0].model}`);
  const disagreements = [];
  for (const run of RUNS.split(',')) {
    const [broker, patients] = run.split(':');
    disagreements.push(...report(await measure({ broker, patients: Number(patients) }, servers)));
  }
  await measureGrowth(servers);
  if (disagreements.length > 0)
    throw new Error(`The arithmetic does not hold for ${disagreements.join(', ')}`);
} finally {
  await servers.stop();
}
