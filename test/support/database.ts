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

const TABLES = [
  'audit_entries',
  'audit_heads',
  'audit_repeats',
  'soap_note_versions',
  'soap_notes',
  'room_presences',
  'telehealth_sessions',
  'telehealth_days',
  'waiting_patients',
  'linked_accounts',
  'appointments',
  'administrators',
  'patients',
  'providers',
  'org_config',
  'organizations',
];
const COUNTED = ['audit_entries', 'appointments', 'administrators', 'patients', 'providers', 'organizations'];

/** From this size on `truncate` is faster than `delete`, which leaves dead rows behind. */
const LARGE_BYTES = 1024 * 1024;

/**
 * Few rows are deleted in an eighth of the time that `truncate` takes. No trigger fires meanwhile: neither those that count
 * visits nor the one that keeps the audit log from being changed. Only a superuser may ask for that.
 */
const EMPTY = `do $$ begin
  set local session_replication_role = replica;
  -- Changes that a server has not committed yet are waited for, and emptied with the rest.
  lock table ${TABLES} in share row exclusive mode;
  if greatest(${TABLES.map((table) => `pg_relation_size('${table}')`)}) > ${LARGE_BYTES} then
    truncate ${TABLES} restart identity;
  else
    ${TABLES.map((table) => `delete from ${table};`).join(' ')}
    ${COUNTED.map((table) => `perform setval('${table}_id_seq', 1, false);`).join(' ')}
  end if;
end $$`;

/** Empties every table, the append-only one too, which only a test's owner of the database can. */
export async function emptyDatabase({ em }: Database) {
  await em.fork().execute(EMPTY);
}
