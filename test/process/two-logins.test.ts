import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { entities } from '../../src/slices.ts';
import { chainAnew, check } from '../support/audit-chain.ts';
import { Person } from '../support/people/person.ts';
import { SECRET } from '../support/people/secret.ts';
import { createLogin } from '../support/servers/server-database.ts';

const { DATABASE_URL: server = '', VITEST_POOL_ID } = process.env;
const [name, owner, login] = ['', '_owner', '_login'].map(
  (suffix) => `readyroom_two_logins_${VITEST_POOL_ID}${suffix}`,
) as [string, string, string]; // three names in, three out

const urlOf = (user: string) => Object.assign(new URL(server), { username: user, pathname: name }).href;

async function query(url: string, ...statements: string[]) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements.slice(0, -1)) await client.query(statement);
    return (await client.query(statements.at(-1) ?? '')).rows;
  } finally {
    await client.end();
  }
}

/** A database whose owner may make roles and nothing more, and a login that may nothing at all. */
async function aPlainDatabase() {
  const cleanUp = [
    `drop database if exists ${name} with (force)`,
    `drop role if exists ${owner}`,
    `drop role if exists ${login}`,
  ];
  await query(
    server,
    ...cleanUp,
    createLogin(owner, 'createrole'),
    createLogin(login),
    `create database ${name} owner ${owner}`,
  );
  onTestFinished(async () => void (await query(server, ...cleanUp)));
  return { url: urlOf(login), migrationUrl: urlOf(owner), dataDir: '' };
}

describe.runIf(server)('where the tables belong to one login and the server uses another', () => {
  test('it says what is missing until the login may act for the server, and then needs no more', async () => {
    const place = await aPlainDatabase();
    const sentence = `${login} may not act for it in the database. As the owner: grant readyroom_app, readyroom_directory to ${login}`;
    await expect(openDatabase(entities, place)).rejects.toThrow(sentence);

    await query(urlOf(owner), `grant readyroom_app, readyroom_directory to ${login}`);
    const database = await openDatabase(entities, place);
    await seedDemo(database.em);
    const { config, secrets } = readConfig({ AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'silent' });
    const app = await createApp(config, secrets, database);
    const url = await app.server.listen({ port: 0, host: '127.0.0.1' });
    try {
      const john = new Person(url, { role: 'PROVIDER', org_id: 1, provider_id: 45 });
      expect((await john.start('123')).data?.startTelehealthSession.session.status).toBe('READY');
      expect((await john.saveNote('123', { plan: 'Rest' })).data?.saveSoapNote.version).toBe(1);
      expect((await john.end('123')).data?.endTelehealthSession.status).toBe('ENDED');
      expect(await check(database)).toEqual({ count: 3 });

      // The owner who chained what was there before is no superuser either.
      const unchain = [
        'begin',
        "set local app.org_id = '1'",
        'alter table audit_entries disable trigger user',
      ];
      const anew = ['update audit_entries set seq = null, hash = null', ...chainAnew(database), 'commit'];
      await query(urlOf(owner), ...unchain, ...anew);
      expect(await check(database)).toEqual({ count: 3 });
    } finally {
      await app.server.close();
      await database.close();
    }

    // The owner keeps what an EHR keeps, and does not see what happened in a visit.
    const inserted = await query(
      urlOf(owner),
      "INSERT INTO org_config (org_id, config_key, config_value) VALUES (1, 'jitsi.enabled', 'true') RETURNING org_id",
    );
    expect(inserted).toEqual([{ org_id: 1 }]);
    expect(await query(urlOf(owner), 'select status from appointments where id = 123')).toEqual([
      { status: 'COMPLETED' },
    ]);
    for (const table of ['telehealth_sessions', 'soap_notes', 'audit_entries'])
      expect([table, await query(urlOf(owner), `select count(*)::int as rows from ${table}`)]).toEqual([
        table,
        [{ rows: 0 }],
      ]);
    expect(
      await query(
        urlOf(login),
        `select count(*)::int as owned from pg_class where relowner = '${login}'::regrole`,
      ),
    ).toEqual([{ owned: 0 }]);
  });
});
