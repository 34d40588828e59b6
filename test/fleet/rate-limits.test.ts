import { expect, test, vi } from 'vitest';
import { setUpBroker } from '../support/servers/brokers.ts';
import { startFleet } from '../support/servers/fleet.ts';

test('two nodes on one Redis count together, and while it is away each by itself: nobody waits for it', async () => {
  const broker = await setUpBroker('redis');
  await broker.start();
  const { clinic, nodes } = await startFleet({
    nodes: 2,
    variables: { EVENTS_URL: broker.cabledUrl, RATE_LIMIT: 'on' },
  });
  const headers = { authorization: `Bearer ${await clinic.jane.token()}` };
  const ask = async (node: number) => {
    const response = await fetch(`${nodes[node]?.url}/api/telehealth/rooms/lobby/status`, { headers });
    await response.text();
    return response.status;
  };

  const askAtOnce = (node: number, times: number) =>
    Promise.all(Array.from({ length: times }, () => ask(node)));

  // At once, so that a slow machine needs no minute for it either.
  for (let turn = 0; turn < 55; turn++) expect(new Set(await askAtOnce(0, 20))).toEqual(new Set([404]));
  // The other node hears of it once she asks there often enough, and long before she has had as much again.
  let askedThere = 0;
  await vi.waitFor(
    async () => {
      askedThere += 10;
      expect(await askAtOnce(1, 10)).toContain(429);
    },
    { timeout: 20_000, interval: 200 },
  );
  expect(askedThere).toBeLessThan(600);
  expect(await ask(1)).toBe(429);

  await broker.cable.cut();
  const john = { authorization: `Bearer ${await clinic.john.token()}` };
  for (let turn = 0; turn < 300; turn++) {
    const begun = performance.now();
    const response = await fetch(`${nodes[turn % 2]?.url}/api/telehealth/rooms/lobby/status`, {
      headers: john,
    });
    await response.text();
    expect(response.status).toBe(404);
    expect(performance.now() - begun).toBeLessThan(1_000);
  }
});
