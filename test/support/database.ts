import { Client } from 'pg';
import { type Database, openDatabase } from '../../src/platform/database/database.ts';
import { entities } from '../../src/slices.ts';

/** A database of this worker's own: embedded, or on the PostgreSQL server that DATABASE_URL names. */
export async function openTestDatabase(): Promise<Database> {
  const { DATABASE_URL: server } = process.env;
  if (!server) return openDatabase(entities, { dataDir: 'memory://' });

  const name = `readyroom_test_${process.env.VITEST_POOL_ID}`;
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(`drop database if exists ${name} with (force)`);
  await client.query(`create database ${name}`);
  await client.end();

  const url = new URL(server);
  url.pathname = name;
  return openDatabase(entities, { url: url.href, dataDir: '' });
}

/** Empties every table, the append-only one too, which only a test's owner of the database can. */
export async function emptyDatabase({ em }: Database) {
  const tables =
    'audit_entries, audit_heads, soap_note_versions, soap_notes, telehealth_sessions, waiting_patients, appointments, administrators, patients, providers, org_config, organizations';
  await em.fork().transactional(async (transaction) => {
    await transaction.execute('alter table audit_entries disable trigger audit_entries_append_only');
    await transaction.execute(`truncate ${tables} restart identity`);
    await transaction.execute('alter table audit_entries enable trigger audit_entries_append_only');
  });
}
