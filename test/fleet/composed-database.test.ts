import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { composeSecrets, environmentOf } from '../support/compose.ts';
import { startNode } from '../support/servers/fleet.ts';
import { startPostgreSql } from '../support/servers/postgresql.ts';
import { ask } from '../support/servers/server-database.ts';

/** A new PostgreSQL as the compose file's image leaves it: set up by its administrator, in the order of the files' names. */
async function setUpDatabase() {
  const { url, socketUrl } = await startPostgreSql();
  const administrator = socketUrl.replace('/postgres?', '/readyroom?');
  await ask(socketUrl, 'create database readyroom');
  for (const file of ['roles.sql', 'superuser.sql'])
    execFileSync(
      'psql',
      ['--no-psqlrc', '-v', 'ON_ERROR_STOP=1', '-qd', administrator, '-f', `deploy/database/${file}`],
      {
        env: { ...process.env, ...composeSecrets },
        stdio: 'pipe',
      },
    );
  const login = (username: string, password = '') =>
    Object.assign(new URL(url), { username, password, pathname: 'readyroom' }).href;
  return { administrator, login };
}

const SERVER = ['readyroom', composeSecrets.DATABASE_PASSWORD] as const;
const OWNER = ['readyroom_owner', composeSecrets.DATABASE_OWNER_PASSWORD] as const;

test('a node of the compose file becomes ready on its database, where it works as somebody who owns nothing', async () => {
  const { administrator, login } = await setUpDatabase();
  const { EVENTS_URL, ...environment } = environmentOf('node-a');
  const node = await startNode({
    ...environment,
    DATABASE_URL: login(...SERVER),
    DATABASE_MIGRATION_URL: login(...OWNER),
  });
  expect((await fetch(`${node.url}/readyz?exclude=events`)).status).toBe(200);

  const owners = 'select distinct tableowner from pg_tables where schemaname = $1';
  expect(await ask(administrator, owners, ['public'])).toEqual([{ tableowner: 'readyroom_owner' }]);
  await expect(ask(login(...SERVER), 'create table mine (id int)')).rejects.toThrow(
    'permission denied for schema public',
  );
  await expect(ask(login(...SERVER), 'alter table appointments disable row level security')).rejects.toThrow(
    'must be owner',
  );
  await expect(ask(login(...OWNER), 'create role another')).rejects.toThrow('permission denied');
});

test('each login has its own password, and the administrator none that the network could try', async () => {
  const { administrator, login } = await setUpDatabase();
  const passwords =
    "select rolname, rolpassword is not null as can from pg_authid where rolname !~ '^pg_' order by rolname";
  expect(await ask(administrator, passwords)).toEqual([
    { rolname: 'postgres', can: false },
    { rolname: 'readyroom', can: true },
    { rolname: 'readyroom_app', can: false },
    { rolname: 'readyroom_directory', can: false },
    { rolname: 'readyroom_owner', can: true },
  ]);
  await expect(ask(login('readyroom', OWNER[1]), 'select 1')).rejects.toThrow(
    'password authentication failed',
  );
});
