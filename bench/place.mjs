import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { startReadyroom } from './contenders.mjs';
import { ask, freePort, insist, newFolder, startPostgreSql, stopAll } from './postgresql.mjs';
import { moveTo, onProcessor } from './processor.mjs';

/**
 * One processor each for the contender, the load and PostgreSQL. With two processors, the last two share one.
 */
const last = availableParallelism() - 1;
export const processors = { contender: 0, load: Math.min(1, last), postgreSql: Math.min(2, last) };

const LOGIN = 'clinic';
const secrets = {
  AUTH_JWT_SECRET: 'a secret of the bench for the tokens of callers',
  JITSI_APP_SECRET: 'a secret of the bench for the tokens of rooms',
  JITSI_SERVER_URL: 'https://meet.example.org',
};

/**
 * Starts a PostgreSQL for this run, fills it with the clinic, and moves this process to the load's processor.
 * Contenders log in as a user who owns nothing and may assume the two roles of the tables' policies.
 */
export async function openPlace() {
  const folder = newFolder();
  const port = await freePort();
  moveTo(processors.load);
  // No checkpoints during a round.
  const settings = { checkpoint_timeout: '1h', max_wal_size: '8GB' };
  const server = startPostgreSql(folder, port, settings, onProcessor(processors.postgreSql));
  const stop = () => stopAll([server], folder);
  try {
    const migrationUrl = `postgres://postgres@127.0.0.1:${port}/postgres`;
    await insist(() => ask(migrationUrl, 'select 1'));
    const place = { migrationUrl, databaseUrl: `postgres://${LOGIN}@127.0.0.1:${port}/postgres`, secrets };
    await fill(place);
    return {
      ...place,
      postgreSql: { pid: server.pid, url: migrationUrl },
      version: await versionOf(migrationUrl),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Readyroom creates the tables at its start. The roles must exist before, so that its login is a member of
 * them.
 */
async function fill(place) {
  await ask(
    place.migrationUrl,
    'create role readyroom_app',
    'create role readyroom_directory',
    `create role ${LOGIN} login in role readyroom_app, readyroom_directory`,
  );
  const readyroom = await startReadyroom({ ...place, processor: processors.contender });
  await readyroom.stop();
  const statements = readFileSync(new URL('clinic.sql', import.meta.url), 'utf8')
    .split(/;\n/)
    .slice(0, -1);
  await ask(place.migrationUrl, ...statements);
}

async function versionOf(url) {
  const [{ server_version: version }] = await ask(url, 'show server_version');
  return version;
}

/** Installs the peers' packages by their own lockfile, and compiles the one that needs it. */
export function installPeers() {
  const npm = (...args) => execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (!statSync('bench/peers/node_modules', { throwIfNoEntry: false }))
    npm('ci', '--prefix', 'bench/peers', '--no-audit', '--no-fund');
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'bench/peers/tutorial'], {
    stdio: 'inherit',
  });
}
