import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { fillWaitingRoom } from '../support/people/waiting-room.ts';
import { setUpBroker } from '../support/servers/brokers.ts';
import { type FleetNode, startFleet } from '../support/servers/fleet.ts';

/** How many wait for how long. Fewer would say nothing of memory. */
const HELD = Number(process.env.HELD ?? 0);
const SECONDS = Number(process.env.HELD_SECONDS ?? 600);
/** Who make the nodes warm, and leave. */
const OTHERS = 500;
const KIB = 1024;
const MOST_BYTES_EACH = 40 * KIB;
/** From one word to the next, in milliseconds. */
const LONGEST_SILENCE = 30_000;
/** So much more than before may be left when all have gone, and so long it may take to give it back. */
const LEFT = 1.2;
const GIVING_BACK_MS = 300_000;

/** Of all nodes, in bytes (proc(5)). */
const memoryOf = (nodes: FleetNode[]) =>
  nodes.reduce(
    (sum, { pid }) =>
      sum + KIB * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid()}/status`, 'utf8'))?.[1]),
    0,
  );

/** In milliseconds, between what was said at these times, and after the last of it. */
const longestSilenceIn = (times: number[], until: number) =>
  Math.max(...[...times.slice(1), until].map((at, index) => at - Number(times[index])));

test.skipIf(HELD === 0)(
  `${HELD} patients wait for ${SECONDS} s: nobody is sent away or left in silence, and what they took is given back`,
  {
    timeout: SECONDS * 1_000 + HELD * 100 + 2 * GIVING_BACK_MS,
  },
  async () => {
    const broker = await setUpBroker('redis');
    await broker.start();
    const { clinic, nodes } = await startFleet({ nodes: 2, variables: { EVENTS_URL: broker.url } });
    const doors = nodes.map(({ url }) => url);
    for (const { leave } of await fillWaitingRoom(clinic, doors, OTHERS)) leave();
    const before = memoryOf(nodes);

    const patients = await fillWaitingRoom(clinic, doors, HELD);
    // Some may have been sent away in the rush, and have come back.
    const since = Date.now();
    await pause(SECONDS * 1_000);
    const now = Date.now();
    const during = memoryOf(nodes);
    console.log(`${((during - before) / HELD / KIB).toFixed(1)} KiB each`);
    expect(patients.filter(({ lostAt }) => lostAt.some((at) => at > since))).toEqual([]);
    const silences = patients.map(({ told }) =>
      longestSilenceIn([since, ...told.map(({ at }) => at).filter((at) => at > since)], now),
    );
    expect(Math.max(...silences)).toBeLessThan(LONGEST_SILENCE);
    expect((during - before) / HELD).toBeLessThan(MOST_BYTES_EACH);

    for (const { leave } of patients) leave();
    await vi.waitFor(() => expect(memoryOf(nodes) / before).toBeLessThan(LEFT), {
      timeout: GIVING_BACK_MS,
      interval: 1_000,
    });
  },
);
