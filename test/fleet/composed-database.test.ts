import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { composeSecrets, environmentOf } from '../support/compose.ts';
import { startNode } from '../support/fleet.ts';
import { startPostgreSql } from '../support/postgresql.ts';
import { ask } from '../support/server-database.ts';

/** A new PostgreSQL as the compose file's image leaves it: set up by its administrator, in the order of the files' names. */
async function setUpDatabase() {
  const { url: administrator } = await startPostgreSql();
  await ask(administrator, 'create database readyroom');
  const as = (user: string) => Object.assign(new URL(administrator), { username: user, pathname: 'readyroom' }).href;
  for (const file of ['roles.sql', 'superuser.sql'])
    execFileSync('psql', ['--no-psqlrc', '-v', 'ON_ERROR_STOP=1', '-qd', as('postgres'), '-f', `deploy/database/${file}`], {
      env: { ...process.env, ...composeSecrets },
      stdio: 'pipe',
    });
  return as;
}

test('a node of the compose file becomes ready on its database, where it works as somebody who owns nothing', async () => {
  const as = await setUpDatabase();
  const { EVENTS_URL, ...environment } = environmentOf('node-a');
  const node = await startNode({ ...environment, DATABASE_URL: as('readyroom'), DATABASE_MIGRATION_URL: as('readyroom_owner') });
  expect((await fetch(`${node.url}/readyz?exclude=events`)).status).toBe(200);

  const owners = 'select distinct tableowner from pg_tables where schemaname = $1';
  expect(await ask(as('postgres'), owners, ['public'])).toEqual([{ tableowner: 'readyroom_owner' }]);
  await expect(ask(as('readyroom'), 'create table mine (id int)')).rejects.toThrow('permission denied for schema public');
  await expect(ask(as('readyroom'), 'alter table appointments disable row level security')).rejects.toThrow('must be owner');
  await expect(ask(as('readyroom_owner'), 'create role another')).rejects.toThrow('permission denied');
});

test('each login has its own password, and the administrator none that the network could try', async () => {
  const as = await setUpDatabase();
  const passwords = "select rolname, rolpassword is not null as can from pg_authid where rolname !~ '^pg_' order by rolname";
  expect(await ask(as('postgres'), passwords)).toEqual([
    { rolname: 'postgres', can: false },
    { rolname: 'readyroom', can: true },
    { rolname: 'readyroom_app', can: false },
    { rolname: 'readyroom_directory', can: false },
    { rolname: 'readyroom_owner', can: true },
  ]);
});
