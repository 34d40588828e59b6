import { expect, onTestFinished, test, vi } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import { graphqlSocketOf } from '../../../support/people/graphql-socket.ts';
import type { Person } from '../../../support/people/person.ts';

const clinic = useClinic();
const { open } = graphqlSocketOf(clinic);

test('completing a subscription ends it: what happens later is not sent', async () => {
  await clinic.book();
  const { send, next, socket } = await open({ who: clinic.jane });
  send({
    id: '1',
    type: 'subscribe',
    payload: { query: 'subscription { roomReady(appointmentId: "123") { ready } }' },
  });
  await next();
  send({ id: '1', type: 'complete' });
  await clinic.john.start('123');
  send({ id: '2', type: 'subscribe', payload: { query: '{ viewer { id } }' } });
  expect(await next()).toMatchObject({ id: '2' });
  socket.close();
});

const WAIT =
  'subscription { roomReady(appointmentId: "123") { ready reason appointment { patientWaitingSince } } }';

/** Someone who listens to the appointment, and has heard how things are. */
async function listen(who: Person, id = '1', query = WAIT) {
  const connection = await open({ who });
  connection.send({ id, type: 'subscribe', payload: { query } });
  await connection.next();
  return connection;
}

test('who listens several times over hears the same under each of their own ids, read once for all of them', async () => {
  await clinic.book();
  // Each of the same token, as a browser's tabs are.
  const token = await clinic.jane.token();
  const tabs = Object.assign(Object.create(clinic.jane), { token: async () => token });
  const listening = await Promise.all(['a', 'b', 'c'].map((id) => listen(tabs, id)));
  const twice = listening[0];
  twice?.send({ id: 'd', type: 'subscribe', payload: { query: WAIT } });
  await twice?.next();

  const sent = vi.spyOn(clinic.database.db.driver, 'send');
  onTestFinished(() => sent.mockRestore());
  await clinic.john.start('123');
  const heard = await Promise.all([...listening, ...(twice ? [twice] : [])].map(({ next }) => next()));
  expect(heard.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd']);
  for (const { payload } of heard)
    expect(payload).toMatchObject({ data: { roomReady: { reason: 'STARTED' } } });
  const looks = sent.mock.calls
    .flatMap(([, statements]) => statements)
    .filter(({ text }) => /join "telehealth_sessions"/.test(text));
  expect(looks).toHaveLength(1);
});

test('two who see with different eyes are each answered for themselves, though they ask for the same of the same event', async () => {
  await clinic.book();
  const johns = await listen(clinic.john);
  const janes = await listen(clinic.jane);
  const arrival = await johns.next();
  expect(arrival).toMatchObject({
    payload: { data: { roomReady: { appointment: { patientWaitingSince: expect.any(String) } } } },
  });

  await clinic.john.start('123');
  const [toJohn, toJane] = [await johns.next(), await janes.next()];
  expect(toJohn).toMatchObject({
    payload: {
      data: { roomReady: { ready: true, appointment: { patientWaitingSince: expect.any(String) } } },
    },
  });
  expect(toJane).toMatchObject({
    payload: { data: { roomReady: { ready: true, appointment: { patientWaitingSince: null } } } },
  });
});

test('those who ask for different things of the same event are each told what they asked for', async () => {
  await clinic.book();
  const all = await listen(clinic.jane);
  const little = await listen(clinic.jane, '1', 'subscription { roomReady(appointmentId: "123") { ready } }');
  await clinic.john.start('123');
  expect(await little.next()).toMatchObject({ payload: { data: { roomReady: { ready: true } } } });
  expect((await all.next()).payload).toMatchObject({
    data: { roomReady: { reason: 'STARTED', appointment: { patientWaitingSince: null } } },
  });
});

test('thirty who wait need no timer each', async () => {
  await clinic.book();
  await listen(clinic.jane);
  const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  const before = timers();
  await Promise.all(Array.from({ length: 30 }, () => listen(clinic.jane)));
  expect(timers() - before).toBeLessThan(10);
});
