import { request } from 'node:http';
import { expect, test } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import { serveWith } from '../../../support/servers/another-server.ts';
import { STATUS } from '../../../support/servers/open-http.ts';

const clinic = useClinic();

test('whoever hangs up, again and again, or is refused gives their turns back', async () => {
  await clinic.book();
  const { url, jane } = await serveWith(clinic, { RATE_LIMIT: '1000' });
  const headers = { 'content-type': 'application/json', ...(await jane.credentials()) };
  const body = JSON.stringify({ query: '{ appointment(id: "123") { id } }' });
  const ask = (path: string, isHungUp: boolean) =>
    new Promise<void>((resolve) => {
      const asked = request(`${url}${path}`, { method: 'POST', headers, agent: false }, (response) =>
        response.resume().once('close', resolve),
      );
      asked.once('error', () => resolve());
      asked.end(path === '/graphql' ? body : '{"roomName":', () => isHungUp && asked.destroy());
    });
  // More than a person may have at a time.
  for (let turn = 0; turn < 25; turn++)
    await Promise.all([
      ask('/graphql', true),
      ask('/graphql', false),
      ask('/api/telehealth/jitsi/join', true),
      ask('/api/telehealth/jitsi/join', false),
    ]);
  expect((await jane.graphql('{ appointment(id: "123") { id } }')).errors).toBeUndefined();
  expect((await jane.rest('GET', STATUS)).status).toBe(404);
});

test('hundreds of requests of one person at a time are answered one after the other, or told to come back', async () => {
  await clinic.book();
  const { url, jane } = await serveWith(clinic, { RATE_LIMIT: '1000' });
  const statuses: number[] = [];
  const ask = async () =>
    void statuses.push((await jane.graphql('{ appointment(id: "123") { id } }')).status);
  await ask();
  const asked = await clinic.em.transactional(async (transaction) => {
    // Nobody is answered before the test lets go, unless they are told to come back.
    await transaction.execute('lock table appointments');
    const all = Array.from({ length: 400 }, ask);
    await expect.poll(() => statuses).toContain(429);
    // Others are not among them.
    for (let turn = 0; turn < 50; turn++) expect((await fetch(`${url}/healthz`)).status).toBe(200);
    return all;
  });
  await Promise.all(asked);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(200);
});
