import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { openEventStream } from '../support/people/event-stream.ts';
import { openWebClient } from '../support/people/web-client.ts';
import { openFederation, READY, type Told } from '../support/servers/federation.ts';
import { installExample } from '../support/servers/gateway.ts';

beforeAll(installExample, 600_000);

test('whoever asks at the same time, over HTTP or WebSocket, is answered as themselves', async () => {
  const { people, behind } = await openFederation();
  await behind.book({ id: 124, patientId: 90 });
  await behind.book({ id: 201, patientId: 201, providerId: 61, orgId: 2 });
  const whoAmI =
    '{ viewer { id } appointment(id: "123") { id vitals { heartRate } patient { allergies { substance } } } }';
  const mine = {
    id: '123',
    vitals: { heartRate: 72 },
    patient: { allergies: [{ substance: 'Penicillin' }] },
  };
  const everybody = [
    [people.jane, { viewer: { id: 'patient-89' }, appointment: mine }],
    [people.stranger, { viewer: { id: 'patient-90' }, appointment: null }],
    [people.outsider, { viewer: { id: 'provider-61' }, appointment: null }],
    [people.john, { viewer: { id: 'provider-45' }, appointment: mine }],
  ] as const;
  const crowd = Array.from({ length: 10 }, () => everybody).flat();
  const answers = await Promise.all(crowd.map(([person]) => person.graphql(whoAmI)));
  expect(answers.map(({ data }) => data)).toEqual(crowd.map(([, expected]) => expected));

  const heard: string[] = [];
  await Promise.all(
    everybody.map(async ([person, { viewer }]) => {
      const client = await person.connect();
      onTestFinished(() => void client.dispose());
      client.subscribe<Told['data']>(
        { query: READY },
        {
          next: ({ data }) =>
            data && heard.push(`${viewer.id} ${data.roomReady.appointmentId} ${data.roomReady.ready}`),
          error: (error) => heard.push(`${viewer.id} ${error}`),
          complete: () => {},
        },
      );
    }),
  );
  const first = [
    'patient-89 123 false',
    'patient-90 124 false',
    'provider-45 123 false',
    'provider-45 124 false',
    'provider-61 201 false',
  ];
  await vi.waitFor(() => expect([...new Set(heard)].sort()).toEqual(first), { timeout: 10_000 });
  await people.john.start('123');
  await people.outsider.start('201');
  await vi.waitFor(
    () => expect(heard).toEqual(expect.arrayContaining(['patient-89 123 true', 'provider-61 201 true'])),
    {
      timeout: 10_000,
    },
  );
  expect(
    heard
      .filter((line) => line.endsWith('true'))
      .filter((line) => !/^(patient-89|provider-45) 123|^provider-61 201/.test(line)),
  ).toEqual([]);
});

test('who leaves leaves nothing open behind the gateway', async () => {
  const { people, node } = await openFederation();
  const open = async () =>
    Number(/^readyroom_websockets (\d+)$/m.exec(await (await fetch(`${node.url}/metrics`)).text())?.[1]);
  const streams = await Promise.all(Array.from({ length: 10 }, () => people.jane.watch('123')));
  await Promise.all(streams.map((stream) => stream.next()));
  expect(await open()).toBe(10);
  await Promise.all(streams.map((stream) => stream.stop()));
  await vi.waitFor(async () => expect(await open()).toBe(0), { timeout: 15_000, interval: 200 });
});

test('a stream ends with its caller’s token, over WebSocket and over server-sent events', async () => {
  const { people } = await openFederation();
  const end = Math.floor(Date.now() / 1000) + 6;
  const leaving = people.person({ role: 'PATIENT', org_id: 1, patient_id: 89, exp: end });
  const watching = await leaving.watch('123');
  expect((await watching.next()).ready).toBe(false);
  const events = await openEventStream<Told>(people.url, await leaving.token(), READY, { id: '123' });
  expect((await events.next())?.data.roomReady.ready).toBe(false);
  await expect(drain(watching.next)).rejects.toMatchObject({ code: 4403 });
  await drain(events.next);
  expect(Date.now()).toBeLessThan(end * 1000 + 5_000);
});

test('our web client goes on listening with a fresh token when the old one ends', async () => {
  const { people } = await openFederation();
  const end = Math.floor(Date.now() / 1000) + 6;
  const before = people.person({ role: 'PATIENT', org_id: 1, patient_id: 89, exp: end });
  const client = await openWebClient(people.url, () =>
    (Date.now() < end * 1000 - 1_000 ? before : people.jane).token(),
  );
  await vi.waitFor(() => expect(client.heard.at(-1)).toBe(false), { timeout: 5_000 });
  await vi.waitFor(() => expect(client.connections()).toBe(2), { timeout: 10_000 });
  await people.john.start('123');
  await vi.waitFor(() => expect(client.heard.at(-1)).toBe(true), { timeout: 5_000 });
});

/** Reads on until nothing more comes. */
async function drain(next: () => Promise<unknown>) {
  while ((await next()) !== undefined);
}
