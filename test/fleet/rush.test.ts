import { expect, test } from 'vitest';
import { fillWaitingRoom } from '../support/people/waiting-room.ts';
import { startFleet } from '../support/servers/fleet.ts';

const PATIENTS = 1_500;

test('fifteen hundred patients who come to one node at the same moment are all let in, and whoever asks meanwhile is answered', async () => {
  const { clinic, nodes } = await startFleet({ nodes: 1 });
  const id = await clinic.book();
  const begunAt = performance.now();
  const arriving = fillWaitingRoom(clinic, [clinic.url], PATIENTS, { atOnce: PATIENTS });
  let hasEverybody = false;
  void arriving.then(() => {
    hasEverybody = true;
  });
  const delays: number[] = [];
  while (!hasEverybody) {
    const begun = performance.now();
    expect((await clinic.john.start(id)).errors).toBeUndefined();
    delays.push(performance.now() - begun);
  }
  const patients = await arriving;
  const took = performance.now() - begunAt;
  expect(
    patients.filter(
      ({ told, refusals, cameAt, lostAt }) =>
        told.length === 0 || refusals > 0 || cameAt.length > 1 || lostAt.length > 0,
    ),
  ).toEqual([]);
  expect(delays.length).toBeGreaterThan(20);
  // Nobody queues behind the whole crowd, however fast the machine.
  expect(Math.max(...delays)).toBeLessThan(took / 2);
  expect(nodes[0]?.output().stdout).not.toContain('"fault"');
});
