import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ask, tokenOf, VISIT } from '../support/servers/ask-process.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { run, serve, temporaryFolder } from '../support/servers/process.ts';

// Every start opens a database.
vi.setConfig({ testTimeout: 300_000 });

test('what was acknowledged survives a stop, and a kill -9 in the middle of the work', async () => {
  const DATA_DIR = preparedClinic();
  const provider = await tokenOf('provider', 45);
  const first = await serve({ DATA_DIR, LOG_LEVEL: 'warn' });
  await ask(
    first.url,
    provider,
    'mutation { startTelehealthSession(appointmentId: "123") { session { id } } }',
  );
  expect(await first.stop('SIGTERM')).toBe(0);

  const second = await serve({ DATA_DIR, LOG_LEVEL: 'warn' });
  await ask(
    second.url,
    provider,
    'mutation { saveSoapNote(appointmentId: "123", note: { plan: "Rest" }) { version } }',
  );
  expect(await second.stop('SIGKILL')).toBeNull();

  const third = await serve({ DATA_DIR, LOG_LEVEL: 'warn' });
  expect(await ask(third.url, provider, VISIT)).toEqual({
    data: { appointment: { status: 'SCHEDULED', session: { status: 'READY' }, note: { plan: 'Rest' } } },
  });
});

test('a data folder belongs to one process', async () => {
  const DATA_DIR = preparedClinic();
  await serve({ DATA_DIR, LOG_LEVEL: 'warn' });
  for (const program of ['main.js', 'commands/config.js']) {
    const second = await run(program, ['list', '1'], { DATA_DIR, PORT: '0' });
    expect([second.code, second.stderr]).toEqual([
      1,
      expect.stringMatching(/^The data folder .* is in use by another process\./),
    ]);
  }
});

test.each([
  ['lies below a file', (folder: string) => writeFileSync(join(folder, 'data'), ''), 'data/below'],
  [
    'cannot be written to',
    (folder: string) => mkdirSync(join(folder, 'data/readyroom.lock'), { recursive: true }),
    'data',
  ],
])('a data folder that %s is named', async (_case, spoil, place) => {
  const folder = temporaryFolder();
  spoil(folder);
  const { code, stderr } = await run('main.js', [], { DATA_DIR: join(folder, place), PORT: '0' });
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining(`The data folder ${join(folder, place)} cannot be used`),
  ]);
});

test('a taken port is named', async () => {
  const { url } = await serve({ DATA_DIR: preparedClinic(), LOG_LEVEL: 'warn' });
  const { code, stderr } = await run('main.js', [], { DATA_DIR: 'memory://', PORT: new URL(url).port });
  expect([code, stderr]).toEqual([1, expect.stringContaining('The port is taken')]);
});
