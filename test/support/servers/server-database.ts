import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';

/** The PostgreSQL server that DATABASE_URL names, or the one on this machine. */
const { DATABASE_URL: SERVER = 'postgres://postgres@127.0.0.1:5432/postgres' } = process.env;

/** An empty database of this test's own on a PostgreSQL server, gone with it. Answers with its owner's URL. */
export async function createDatabase(server = SERVER) {
  const name = `fleet_${randomUUID().replaceAll('-', '')}`;
  await ask(server, `create database ${name}`);
  onTestFinished(() => ask(server, `drop database if exists ${name} with (force)`).then(() => undefined));
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}

/** SQL for a role that logs in with the password of the server's own login, so that it may come by the same URL. */
export function createLogin(name: string, rights = '', server = SERVER) {
  const password = decodeURIComponent(new URL(server).password).replaceAll("'", "''");
  return `create role ${name} login ${rights} password '${password}'`;
}

/** One statement over a connection of its own. */
export async function ask(url: string, sql: string, values: unknown[] = []) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Record<string, unknown>[]; // whoever asks knows the columns
  } finally {
    await client.end();
  }
}

/** The same database behind another door: a cable, a pool. */
export function through(door: { url: string }, databaseUrl: string) {
  const url = new URL(databaseUrl);
  url.port = new URL(door.url).port;
  return url.href;
}
