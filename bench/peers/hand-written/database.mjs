import pg from 'pg';
import { Batch } from './batch.mjs';

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  // As many as Readyroom has.
  max: 10,
  // A statement is planned once, not for each value: planning takes three times as long as the work.
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

/** These statements for a member of an organization, under its row-level security, in one transaction. */
export async function ask(orgId, ...statements) {
  const [, ...results] = await send([{ ...inOrganization, values: [orgId] }, ...statements]);
  return results;
}

/** Who somebody is, before it is known where. */
export async function askDirectory(statement) {
  const [, result] = await send([acrossOrganizations, statement]);
  return result;
}

const send = process.env.ROUND_TRIPS === 'one for each' ? oneByOne : together;

function together(statements) {
  return pool.query(new Batch(statements));
}

/** As it is usually written. */
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
