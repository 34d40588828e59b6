import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { startReadyroom } from './contenders.mjs';
import { ask, freePort, insist, newFolder, startPostgreSql, stopAll } from './postgresql.mjs';
import { moveTo, onProcessor } from './processor.mjs';

/** One for the contender, another for the load, and the next for PostgreSQL; on a machine of two it shares with the load. */
const last = availableParallelism() - 1;
export const processors = { contender: 0, load: Math.min(1, last), postgreSql: Math.min(2, last) };

const LOGIN = 'clinic';
const secrets = {
  AUTH_JWT_SECRET: 'a secret of the bench for the tokens of callers',
  JITSI_APP_SECRET: 'a secret of the bench for the tokens of rooms',
  JITSI_SERVER_URL: 'https://meet.example.org',
};

/**
 * PostgreSQL of this run's own with the clinic in it, and this process where the load belongs. Everyone logs in as somebody who
 * owns nothing and may act in the two roles that the tables' policies know.
 */
export async function openPlace() {
  const folder = newFolder();
  const port = await freePort();
  moveTo(processors.load);
  // No checkpoint in the middle of somebody's round.
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

/** Readyroom makes the tables at its start; the roles are there before, so that its login may act in them. */
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

/** The peers' packages, by their own lockfile, and the one that has to be compiled. */
export function installPeers() {
  const npm = (...args) => execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (!statSync('bench/peers/node_modules', { throwIfNoEntry: false }))
    npm('ci', '--prefix', 'bench/peers', '--no-audit', '--no-fund');
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'bench/peers/tutorial'], {
    stdio: 'inherit',
  });
}
