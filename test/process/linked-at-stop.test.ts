import { expect, test } from 'vitest';
import { openDatabase } from '../../src/platform/database/database.ts';
import { entities } from '../../src/slices.ts';
import { Person } from '../support/people/person.ts';
import { SECRET } from '../support/people/secret.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { serve } from '../support/servers/process.ts';

test('a server that stops has chained what it put on record, and written what it only counted', async () => {
  const dataDir = preparedClinic();
  const server = await serve({
    DATA_DIR: dataDir,
    AUTH_JWT_SECRET: SECRET,
    LOG_LEVEL: 'error',
    DRAIN_SECONDS: '0',
  });
  const john = new Person(server.url, { role: 'PROVIDER', org_id: 1, provider_id: 45 });
  for (let turn = 0; turn < 3; turn++) await john.start('999');
  await john.start('123');
  expect(await server.stop('SIGTERM')).toBe(0);

  const database = await openDatabase(entities, { dataDir });
  const em = database.em.fork();
  const [left] = await em.execute<{ waiting: number; refused: number }[]>(
    `select count(*) filter (where seq is null)::int as waiting,
       (count(*) filter (where not allowed) + coalesce((select sum(count) from audit_repeats), 0))::int as refused
     from audit_entries`,
  );
  await database.close();
  expect(left).toEqual({ waiting: 0, refused: 3 });
});
