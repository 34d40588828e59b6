import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();

test('one visit, seen from three doors at once', async () => {
  const id = await clinic.book();
  const waiting = await clinic.jane.watch(id);
  expect(await waiting.next()).toMatchObject({ ready: false });

  const opened = await clinic.john.rest('POST', '/api/telehealth/rooms', {
    providerId: 45,
    patientId: 89,
    roomName: 'apt123',
  });
  expect(opened.body).toEqual({ roomSid: 'apt123' });
  expect(await waiting.next()).toMatchObject({ ready: true, roomName: 'apt123' });

  const [byGraphQL, byRest] = await Promise.all([
    clinic.jane.join(id),
    clinic.jane.rest('POST', '/api/telehealth/jitsi/join', { roomName: 'apt123' }),
  ]);
  expect(byGraphQL.data?.joinTelehealth).toMatchObject({ roomName: 'apt123', identity: 'patient-89' });
  expect(byRest.body).toMatchObject({ roomName: 'apt123', identity: 'patient-89' });

  await clinic.john.saveNote(id, { subjective: 'Feels better', plan: 'See again in May' });
  await clinic.john.rest('POST', '/api/telehealth/sessions/123/end');
  expect(await waiting.next()).toMatchObject({
    ready: false,
    reason: 'ENDED',
    appointment: { status: 'COMPLETED' },
  });
  await waiting.stop();

  const { data } = await clinic.jane.graphql(
    '{ appointment(id: "123") { status summary session { status startedAt endedAt patientJoinedAt } } }',
  );
  expect(data).toEqual({
    appointment: {
      status: 'COMPLETED',
      summary: expect.stringContaining('Dr. John Smith'),
      session: {
        status: 'ENDED',
        startedAt: expect.any(String),
        endedAt: expect.any(String),
        patientJoinedAt: expect.any(String),
      },
    },
  });
  expect(new Set((await clinic.auditLog()).map(({ door }) => door))).toEqual(new Set(['graphql', 'rest']));
});
