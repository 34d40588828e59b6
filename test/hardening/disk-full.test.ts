import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openSmallDisk } from '../support/faults/small-disk.ts';
import { Person } from '../support/people/person.ts';
import { SECRET } from '../support/people/secret.ts';
import { run, serve } from '../support/servers/process.ts';

const DISK = 130;
const LARGER_DISK = 300;
/** In MiB: so much more than what the server keeps free, that some notes fit. */
const LEFT = 66;

const plan = (version: number) => `Version ${version} ${randomBytes(14_000).toString('base64')}`;
const noteOf = async (john: Person) =>
  (
    await john.graphql<{ appointment: { note: object } }>(
      '{ appointment(id: "123") { note { version plan } } }',
    )
  ).data?.appointment.note;

test('a full disk under the embedded database: changes are refused, so are reads that must be on record, and nothing that was acknowledged is lost', {
  timeout: 300_000,
}, async ({ skip }) => {
  const disk = await openSmallDisk(DISK);
  if (!disk) return skip('no file system can be mounted here, neither as root nor in a user namespace');
  const variables = {
    DATA_DIR: disk.folder,
    AUTH_JWT_SECRET: SECRET,
    SEED_DEMO: 'true',
    LOG_LEVEL: 'error',
    RATE_LIMIT: 'off',
  };
  const johnAt = (url: string) => new Person(url, { role: 'PROVIDER', org_id: 1, provider_id: 45 });

  const server = await serve(variables, disk.enter);
  const john = johnAt(server.url);
  let acknowledged = { version: 0, plan: '' };
  async function save() {
    const next = { version: acknowledged.version + 1, plan: plan(acknowledged.version + 1) };
    const { data, errors } = await john.saveNote('123', { plan: next.plan });
    if (data) acknowledged = next;
    if (data) expect(data.saveSoapNote.version).toBe(next.version);
    return errors?.[0];
  }

  disk.fillBut(LEFT);
  let refusal = await save();
  while (!refusal) refusal = await save();
  expect(acknowledged.version).toBeGreaterThan(0);
  const full = {
    message: 'The disk of the database is full: nothing can be saved until there is room again',
    extensions: { code: 'UNAVAILABLE' },
  };
  expect(refusal).toMatchObject(full);
  const logged = () => server.output.stdout.match(/"code":"53100"/g)?.length;
  await expect.poll(logged, { timeout: 10_000 }).toBe(1);

  // To the last byte, and by somebody else, so that nothing more could be written at all.
  disk.fillBut(0);
  expect(await save()).toMatchObject(full);
  const socket = await john.connect();
  const query = 'mutation { saveSoapNote(appointmentId: "123", note: { plan: "Rest" }) { version } }';
  const { value } = await socket.iterate({ query }).next();
  await socket.dispose();
  expect(value?.errors).toMatchObject([full]);
  const started = await john.rest('POST', '/api/telehealth/rooms', {
    providerId: 45,
    patientId: 89,
    roomName: 'apt123',
  });
  expect([started.status, started.body]).toEqual([503, { error: full.message, code: 'UNAVAILABLE' }]);
  // Whose reading cannot be put on record is not shown. What else is there is read.
  const read = await john.graphql('{ appointment(id: "123") { id note { plan } } }');
  expect([read.data, read.errors]).toMatchObject([{ appointment: { id: '123', note: null } }, [full]]);
  // An account that is new to the clinic cannot be linked now, but its holder comes in.
  const jane = new Person(server.url, { role: 'PATIENT', org_id: 1, email: 'jane.doe@example.com' });
  expect((await jane.graphql('{ viewer { id } }')).data).toEqual({ viewer: { id: 'patient-89' } });
  const readyz = await john.rest('GET', '/readyz');
  expect([readyz.status, readyz.body]).toEqual([
    200,
    { status: 'read-only', database: 'full', events: 'ok' },
  ]);

  expect(await server.stop('SIGKILL')).toBeNull();
  // It is one fault, not one for everybody who met it.
  expect(logged()).toBe(1);
  const { code, stderr } = await run('main.js', [], { PORT: '0', ...variables }, '', disk.enter);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^The server cannot start: the disk under the data folder .* is nearly full\./),
  ]);

  await disk.grow(LARGER_DISK);
  const again = await serve(variables, disk.enter);
  expect(await noteOf(johnAt(again.url))).toEqual(acknowledged);
  expect((await johnAt(again.url).saveNote('123', { plan: 'Rest' })).data?.saveSoapNote.version).toBe(
    acknowledged.version + 1,
  );
  expect(await again.stop('SIGTERM')).toBe(0);
  const verified = await run('commands/audit.js', ['verify', '1'], variables, '', disk.enter);
  // Each note that was acknowledged, the last one as well, its reading, and no attempt that was not.
  expect([verified.code, verified.stdout]).toEqual([
    0,
    expect.stringContaining(`${acknowledged.version + 2} entries`),
  ]);
});
