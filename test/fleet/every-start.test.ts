import { expect, test, vi } from 'vitest';
import { MAX_DELAY_MS } from '../../web/src/api/reconnect-delay.ts';
import type { Clinic } from '../support/clinic.ts';
import { fillWaitingRoom, isTold, type WaitingPatient } from '../support/people/waiting-room.ts';
import { openChance } from '../support/random.ts';
import { setUpBroker } from '../support/servers/brokers.ts';
import { startFleet } from '../support/servers/fleet.ts';

/** How many visits are started, one after the other in so many lanes. */
const STARTS = Number(process.env.STARTS ?? 500);
const LANES = 4;
const MS_EACH = 200;
/** Whoever has come back knows no later than this, in milliseconds. */
const CATCH_UP_MS = 5_000;
const chance = openChance(20_261_126);

/** Dr. Smith starts one visit after the other, on either node, while connections break: often the very one that would carry the news. */
async function startAll(clinics: Clinic[], patients: WaitingPatient[]) {
  const begunAt = new Map<WaitingPatient, number>();
  const queue = patients.values();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (const patient of queue) {
        if (chance.isLucky(0.5)) chance.pick(patients).cut();
        begunAt.set(patient, Date.now());
        const starting = chance.pick(clinics).john.start(patient.appointmentId);
        if (chance.isLucky(0.5)) patient.cut();
        expect((await starting).errors).toBeUndefined();
      }
    }),
  );
  return begunAt;
}

test(`${STARTS} visits are started while patients lose their connections: each hears of their own visit, of no other, and not too early`, {
  timeout: 120_000 + STARTS * MS_EACH,
}, async () => {
  const broker = await setUpBroker('redis');
  await broker.start();
  const { clinic, clinics, nodes } = await startFleet({ nodes: 2, variables: { EVENTS_URL: broker.url } });
  const doors = nodes.map(({ url }) => url);
  // Half of those at each door name their visit, and half wait for whatever is theirs.
  const patients = await fillWaitingRoom(clinic, doors, STARTS, { isOpenMinded: (index) => index % 4 > 1 });

  const begunAt = await startAll(clinics, patients);
  const untold = () =>
    patients.filter((patient) => !isTold(patient)).map(({ appointmentId }) => appointmentId);
  await vi.waitFor(() => expect(untold()).toEqual([]), { timeout: MAX_DELAY_MS + CATCH_UP_MS });

  const isWrong = ({ appointmentId, told }: WaitingPatient) =>
    told.some((what) => what.appointmentId !== appointmentId);
  expect(patients.filter(isWrong)).toEqual([]);
  const isTooEarly = (patient: WaitingPatient) => told(patient).at < Number(begunAt.get(patient));
  const told = (patient: WaitingPatient) =>
    patient.told.find(({ ready }) => ready) as WaitingPatient['told'][number]; // each is
  expect(patients.filter(isTooEarly)).toEqual([]);
  // Many of them on the way when it happened.
  expect(patients.filter(({ lostAt }) => lostAt.length > 0).length).toBeGreaterThan(STARTS / 2);
});
