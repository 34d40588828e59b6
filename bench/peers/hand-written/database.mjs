import pg from 'pg';
import { Batch } from './batch.mjs';

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  // The same number as Readyroom's.
  max: 10,
  // Plan each statement once, not for each value: planning takes three times as long as execution.
  options: '-c plan_cache_mode=force_generic_plan -c timezone=UTC',
});

const inOrganization = {
  name: 'in organization',
  text: "select set_config('role', 'readyroom_app', true), set_config('app.org_id', $1, true)",
};
const acrossOrganizations = {
  name: 'across organizations',
  text: "select set_config('role', 'readyroom_directory', true)",
  values: [],
};

/** Runs the statements in one transaction, under the row-level security of an organization. */
export async function ask(orgId, ...statements) {
  const [, ...results] = await send([{ ...inOrganization, values: [orgId] }, ...statements]);
  return results;
}

/** Looks up a person before the organization is known. */
export async function askDirectory(statement) {
  const [, result] = await send([acrossOrganizations, statement]);
  return result;
}

const send = process.env.ROUND_TRIPS === 'one for each' ? oneByOne : together;

function together(statements) {
  return pool.query(new Batch(statements));
}

/** The usual way to write it. */
async function oneByOne(statements) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const results = [];
    for (const statement of statements) results.push((await client.query({ ...statement, ...asText })).rows);
    await client.query('commit');
    client.release();
    return results;
  } catch (error) {
    client.release(error);
    throw error;
  }
}

const asText = { rowMode: 'array', types: { getTypeParser: () => String } };
