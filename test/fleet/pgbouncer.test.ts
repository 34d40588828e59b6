import { expect, test } from 'vitest';
import { startFleet } from '../support/servers/fleet.ts';
import { startPgBouncer } from '../support/servers/pgbouncer.ts';
import { startPostgreSql } from '../support/servers/postgresql.ts';
import { createDatabase } from '../support/servers/server-database.ts';

test('two nodes work through PgBouncer in transaction mode, which has fewer connections than they want', async () => {
  const databaseUrl = await createDatabase((await startPostgreSql()).url);
  const pgBouncer = await startPgBouncer(databaseUrl, { connections: 5 });
  const { clinic, clinics } = await startFleet({
    nodes: 2,
    databaseUrl,
    variables: { DATABASE_URL: pgBouncer.url },
  });
  const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => clinic.book({ id: 200 + index })));
  const theirs = await clinic.book({ id: 300, orgId: 2, providerId: 61, patientId: 201 });
  const waiting = await clinic.jane.watch(ids[0]);
  expect(await waiting.next()).toMatchObject({ ready: false });

  const visits = ids.map(async (id, index) => {
    const { john, jane, outsider } = clinics[index % 2] ?? clinic;
    const foreign = await outsider.start(id);
    expect(foreign).toBeRefused('NOT_FOUND');
    expect((await john.start(id)).errors).toBeUndefined();
    expect((await jane.join(id)).errors).toBeUndefined();
    expect((await john.saveNote(id, { plan: `Rest ${id}` })).data?.saveSoapNote.plan).toBe(`Rest ${id}`);
    expect((await outsider.start(theirs)).errors).toBeUndefined();
    expect((await john.end(id)).errors).toBeUndefined();
  });
  await Promise.all(visits);
  expect(await waiting.next()).toMatchObject({ ready: true });
  await waiting.stop();
});
