import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import { subscribeWithRetry } from '../../../web/src/api/subscribe-with-retry.ts';
import { useClinic } from '../../support/clinic.ts';
import type { Person } from '../../support/people/person.ts';

const clinic = useClinic();
const SILENCE = 300;

/** Listens to all appointments of someone as the portal does, only less patiently. */
async function listen(
  who: Person,
  query = 'subscription { roomReady { appointmentId ready } }',
  silence = SILENCE,
) {
  const token = await who.token();
  const socket = createClient({
    url: `${clinic.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  const heard: unknown[] = [];
  let asked = 0;
  const leave = subscribeWithRetry(
    {
      terminate: socket.terminate,
      subscribe(payload, sink) {
        asked++;
        return socket.subscribe(payload, sink);
      },
    },
    { query },
    {
      next: ({ data, errors }) => heard.push(errors?.[0]?.extensions?.code ?? JSON.stringify(data)),
      error: () => heard.push('error'),
      complete: () => heard.push('complete'),
    },
    silence,
  );
  onTestFinished(async () => {
    leave();
    await socket.dispose();
  });
  return { heard, leave, asked: () => asked };
}

test('whoever hears nothing for a while asks again, and so hears what no event told them', async () => {
  const { heard, asked } = await listen(clinic.jane);
  await vi.waitFor(() => expect(asked()).toBe(2), { timeout: 15_000 });
  expect(heard).toEqual([]);
  // Straight into the database, as an EHR does it: nobody is told.
  await clinic.book();
  await vi.waitFor(() => expect(heard).toContain('{"roomReady":{"appointmentId":"123","ready":false}}'), {
    timeout: 15_000,
  });
});

test('whoever has had enough is told nothing more', async () => {
  await clinic.book();
  const { heard, leave } = await listen(clinic.jane);
  await vi.waitFor(() => expect(heard.length).toBeGreaterThan(2), { timeout: 15_000 });
  leave();
  const before = [...heard];
  const other = await listen(clinic.jane);
  await vi.waitFor(() => expect(other.heard.length).toBeGreaterThan(2), { timeout: 15_000 });
  expect(heard).toEqual(before);
});

test('a refusal is final, and is not asked for again', async () => {
  await clinic.book();
  const refused = await listen(
    clinic.stranger,
    'subscription { roomReady(appointmentId: "123") { ready } }',
    60_000,
  );
  await expect.poll(() => refused.heard).toHaveLength(2);
  // Longer than the pause after which a completed stream would be asked for again.
  const other = await listen(clinic.jane);
  await vi.waitFor(() => expect(other.heard.length).toBeGreaterThan(5), { timeout: 20_000 });
  expect(refused.heard).toEqual(['NOT_FOUND', 'complete']);
  expect(refused.asked()).toBe(1);
});

test('a refusal that passes is asked for again: too many at a time', async () => {
  await clinic.book();
  const token = await clinic.jane.token();
  const socket = createClient({
    url: `${clinic.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  const query = 'subscription { roomReady(appointmentId: "123") { ready } }';
  const others = Array.from({ length: 32 }, () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const leave = socket.subscribe(
      { query },
      { next: () => resolve(), error: () => 'not before the test ends', complete: () => 'it is left' },
    );
    return { promise, leave };
  });
  await Promise.all(others.map(({ promise }) => promise));

  const heard: unknown[] = [];
  const refused: unknown[] = [];
  const leave = subscribeWithRetry(
    {
      terminate: socket.terminate,
      subscribe: (payload, sink) =>
        socket.subscribe(payload, {
          ...sink,
          error(error) {
            refused.push(error);
            sink.error(error);
          },
        }),
    },
    { query },
    {
      next: ({ data }) => heard.push(data),
      error: (error) => heard.push(error),
      complete: () => heard.push('complete'),
    },
  );
  onTestFinished(async () => {
    leave();
    await socket.dispose();
  });
  await vi.waitFor(() => expect(refused.length).toBeGreaterThan(0), { timeout: 15_000 });
  others[0]?.leave();
  await vi.waitFor(() => expect(heard).toEqual([{ roomReady: { ready: false } }]), { timeout: 15_000 });
});
