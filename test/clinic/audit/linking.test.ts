import { Client } from 'pg';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { check, inOrganization } from '../../support/audit-chain.ts';
import { COLUMNS } from '../../support/audit-days.ts';
import { useClinic } from '../../support/clinic.ts';
import { slowness } from '../../support/pace.ts';
import type { Person } from '../../support/people/person.ts';
import { serveWith } from '../../support/servers/another-server.ts';

const clinic = useClinic();

interface Log {
  auditLog: { nodes: { action: string; isLinked: boolean }[] };
}
const linksOf = async (who: Person, action: string) =>
  (
    await who.graphql<Log>(
      'query ($action: String) { auditLog(filter: { action: $action }) { nodes { action isLinked } } }',
      { action },
    )
  ).data?.auditLog.nodes.map(({ isLinked }) => isLinked);

const START = 'start a telehealth visit';

/** An entry of organization 1 as the server writes one. */
const ENTRY = `insert into audit_entries (${COLUMNS}) values (1, now(), 'provider-45', '${START}', 123, 'graphql', true, null, null, 'by hand', 'appointment-123')`;

test('an entry is in the chain within a second, and the log says so', async () => {
  await clinic.john.start(await clinic.book());
  await vi.waitFor(async () => expect(await linksOf(clinic.admin, START)).toEqual([true]), {
    timeout: 1_000,
  });
});

test('many entries of one commit are linked as well, in the order of their ids', async () => {
  await inOrganization(clinic.database, 1).apply({
    kind: 'write',
    text: `insert into audit_entries (${COLUMNS}) select 1, now(), 'provider-45', '${START}', n, 'graphql', true, null, null, 'n', null from generate_series(1, 600) as n`,
    values: [],
    columns: [],
  });
  const misplaced =
    'select count(*)::int as rows from audit_entries where seq is null or seq is distinct from appointment_id';
  await expect.poll(() => clinic.em.execute(misplaced)).toEqual([{ rows: 0 }]);
});

test('/metrics says how long the oldest entry has waited', async () => {
  await clinic.john.start(await clinic.book());
  const metrics = async () => (await fetch(`${clinic.url}/metrics`)).text();
  await expect.poll(metrics).toMatch(/readyroom_job_waiting_seconds\{job="link the audit log"\} [\d.e-]+/);
});

describe.runIf(process.env.DATABASE_URL)('on a server', () => {
  /** Somebody who has put an entry on record and does not commit. */
  async function openEntry() {
    const url = new URL(String(process.env.DATABASE_URL));
    url.pathname = `readyroom_test_${process.env.VITEST_POOL_ID}`;
    const client = new Client({ connectionString: url.href });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query('begin');
    await client.query(ENTRY);
    return client;
  }

  test('a visit starts at once while another change of the organization is not yet decided', async () => {
    const id = await clinic.book();
    const other = await openEntry();
    const began = performance.now();
    expect((await clinic.john.start(id)).errors).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(1_000 * slowness());
    // Nor does the chain wait: what commits later comes later.
    await expect.poll(() => linksOf(clinic.admin, START)).toEqual([true]);
    await other.query('commit');
    await expect.poll(() => linksOf(clinic.admin, START)).toEqual([true, true]);
    expect(
      await clinic.em.execute(
        "select seq::int, request_id = 'by hand' as late from audit_entries order by id limit 2",
      ),
    ).toEqual([
      { seq: expect.toSatisfy((seq) => seq > 1), late: true },
      { seq: 1, late: false },
    ]);
    expect(await check(clinic.database)).toEqual({ count: expect.any(Number) });
  });

  test('refusals do not wait for each other either', async () => {
    const id = await clinic.book();
    await openEntry();
    const began = performance.now();
    const answers = await Promise.all([
      clinic.jane.start(id),
      clinic.stranger.start(id),
      clinic.colleague.start(id),
    ]);
    for (const answer of answers) expect(answer.errors).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(1_000 * slowness());
  });

  test('two nodes link one chain, each entry once', async () => {
    const other = await serveWith(clinic, {});
    const id = await clinic.book();
    await clinic.john.start(id);
    for (let turn = 0; turn < 20; turn++)
      await Promise.all([clinic.john.start(id), other.john.start(id), other.jane.join(id)]);
    expect(await check(clinic.database)).toEqual({ count: 61 });
  });
});

test('a node that only serves leaves the chain to the others', async () => {
  const other = await serveWith(clinic, { WORKER: 'off' });
  await other.john.start(await clinic.book());
  await expect.poll(() => linksOf(other.admin, START)).toEqual([true]);
});
