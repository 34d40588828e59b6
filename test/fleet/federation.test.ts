import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { openEventStream } from '../support/people/event-stream.ts';
import type { Person } from '../support/people/person.ts';
import { ACROSS, INTERNAL, openFederation, READY, type Told } from '../support/servers/federation.ts';
import { installExample } from '../support/servers/gateway.ts';

beforeAll(installExample, 600_000);

const isReady = ({ data }: Told) => data.roomReady.ready;

/** Reads what is told until it fits. */
async function until<T>(next: () => Promise<T | undefined>, fits: (told: T) => boolean) {
  for (;;) {
    const told = await next();
    if (told === undefined) throw new Error('The stream ended');
    if (fits(told)) return told;
  }
}

test('one question is answered by both, in either direction', async () => {
  const { people } = await openFederation();
  expect(await people.jane.graphql(ACROSS)).toEqual({
    status: 200,
    data: {
      appointment: {
        status: 'SCHEDULED',
        vitals: { heartRate: 72, bloodPressure: '128/82' },
        patient: { name: 'Jane Doe', allergies: [{ substance: 'Penicillin' }] },
      },
    },
  });
  // Here the names come from Readyroom's _entities, which only the gateway may ask.
  const { data } = await people.john.graphql('{ chartedPatients { name allergies { substance } } }');
  expect(data).toEqual({
    chartedPatients: [
      { name: 'Jane Doe', allergies: [{ substance: 'Penicillin' }] },
      { name: 'Robert Brown', allergies: [] },
    ],
  });
});

test('a visit goes as it does without: start, join, note, end', async () => {
  const { people, behind } = await openFederation();
  expect(await people.jane.join('123')).toBeRefused('ROOM_NOT_READY');
  expect((await people.john.start('123')).data?.startTelehealthSession.session.status).toBe('READY');
  expect((await people.jane.join('123')).data?.joinTelehealth.meetingUrl).toContain('jwt=');
  expect((await people.john.saveNote('123', { plan: 'Rest' })).data?.saveSoapNote.version).toBe(1);
  expect((await people.john.end('123')).data?.endTelehealthSession.appointment.status).toBe('COMPLETED');
  expect((await behind.john.graphql('{ appointment(id: "123") { status } }')).data).toEqual({
    appointment: { status: 'COMPLETED' },
  });
});

test('the start is told within a second over WebSocket and over server-sent events, charts included', async () => {
  const { people } = await openFederation();
  const client = await people.jane.connect();
  onTestFinished(() => void client.dispose());
  const overSocket = client.iterate<Told['data']>({ query: READY, variables: { id: '123' } });
  const nextOverSocket = async () => (await overSocket.next()).value as Told | undefined; // no errors are expected here, and a missing ready fails
  const overEvents = await openEventStream<Told>(people.url, await people.jane.token(), READY, { id: '123' });
  expect(overEvents.type).toContain('text/event-stream');
  const streams = [nextOverSocket, overEvents.next];
  for (const next of streams) expect((await next())?.data.roomReady.ready).toBe(false);

  const told = streams.map((next) => until(next, isReady).then((event) => ({ event, at: Date.now() })));
  const { data } = await people.john.start('123');
  const startedAt = Date.parse(String(data?.startTelehealthSession.session.startedAt));
  for (const { event, at } of await Promise.all(told)) {
    expect(at - startedAt).toBeLessThan(1_000);
    expect(event.data.roomReady).toEqual({
      appointmentId: '123',
      ready: true,
      appointment: {
        id: '123',
        status: 'SCHEDULED',
        vitals: { heartRate: 72 },
        patient: { name: 'Jane Doe', allergies: [{ substance: 'Penicillin' }] },
      },
    });
  }
});

test('a refusal keeps its code and its words, and says nothing of what is behind the gateway', async () => {
  const { people, behind } = await openFederation();
  const refused: [string, Person, Person, string][] = [
    ['UNAUTHENTICATED', people.nobody, behind.nobody, '{ viewer { id } }'],
    ['FORBIDDEN', people.jane, behind.jane, '{ auditLog { totalCount } }'],
    [
      'NOT_FOUND',
      people.stranger,
      behind.stranger,
      'mutation { joinTelehealth(appointmentId: "123") { token } }',
    ],
    [
      'ROOM_NOT_READY',
      people.jane,
      behind.jane,
      'mutation { joinTelehealth(appointmentId: "123") { token } }',
    ],
    [
      'CONFLICT',
      people.john,
      behind.john,
      'mutation { saveSoapNote(appointmentId: "123", note: {}, expectedVersion: 7) { version } }',
    ],
    ['BAD_USER_INPUT', people.john, behind.john, '{ appointment(id: "x") { id } }'],
  ];
  for (const [code, throughGateway, directly, query] of refused) {
    const answer = await throughGateway.graphql(query);
    expect(answer).toBeRefused(code);
    expect(answer.errors?.[0]?.message).toBe((await directly.graphql(query)).errors?.[0]?.message);
    expect(answer.errors?.[0]?.extensions).toEqual((await directly.graphql(query)).errors?.[0]?.extensions);
    expect(JSON.stringify(answer.errors)).not.toMatch(INTERNAL);
  }
  const watching = await people.stranger.watch('123');
  expect(await watching.refusal()).toBe('NOT_FOUND');
  await watching.stop();
  for (const malformed of ['{ nonsense }', '{ viewer { id }', `{ ${'a:viewer { id } '.repeat(400)} }`])
    expect(JSON.stringify(await people.jane.graphql(malformed))).not.toMatch(INTERNAL);
});
