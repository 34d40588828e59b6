import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { Clinic } from '../support/clinic.ts';
import { fillWaitingRoom, isTold, type WaitingPatient } from '../support/people/waiting-room.ts';
import { type Broker, type BrokerKind, installedBrokers, setUpBroker } from '../support/servers/brokers.ts';
import { type Fleet, startFleet } from '../support/servers/fleet.ts';

const NODES = 3;
const PATIENTS = 1_000;
const CUT_MS = 30_000;
const STARTS = 100;
/** Who missed a start has it no later than this after the broker can be reached again, in milliseconds. */
const CATCH_UP_MS = 5_000;

const untold = (patients: WaitingPatient[]) =>
  patients.filter((patient) => !isTold(patient)).map(({ appointmentId }) => appointmentId);

async function setUp(kind: BrokerKind) {
  const broker = await setUpBroker(kind);
  await broker.start();
  const fleet = await startFleet({ nodes: NODES, variables: { EVENTS_URL: broker.cabledUrl } });
  const patients = await fillWaitingRoom(
    fleet.clinic,
    fleet.nodes.map(({ url }) => url),
    PATIENTS,
  );
  expect(patients).toHaveLength(PATIENTS);
  return { broker, fleet, patients };
}

/** Starts visits one after the other for so long, each on a node that its patient does not wait on. No start takes longer than two seconds. */
async function startVisits({ clinics }: Fleet, patients: WaitingPatient[], milliseconds: number) {
  for (const { appointmentId, door } of patients) {
    const begun = Date.now();
    const { john } = clinics[(door + 1) % clinics.length] as Clinic; // of as many clinics as there are doors
    expect((await john.start(appointmentId)).errors).toBeUndefined();
    expect(Date.now() - begun).toBeLessThan(2_000);
    await pause(Math.max(0, milliseconds / patients.length - (Date.now() - begun)));
  }
}

const everyNodeSays = ({ nodes }: Fleet, status: number) =>
  vi.waitFor(async () => {
    const answers = await Promise.all(nodes.map(async ({ url }) => (await fetch(`${url}/readyz`)).status));
    expect(answers).toEqual(nodes.map(() => status));
  }, 10_000);

const outages: [string, (broker: Broker) => unknown, (broker: Broker) => unknown][] = [
  ['is killed and started again', (broker) => broker.kill(), (broker) => broker.start()],
  [
    'is cut off by a network that swallows',
    ({ cable }) => cable.cut(),
    ({ cable }) => cable.mendForNewcomers(),
  ],
];

test.each(installedBrokers)(
  'a thousand patients wait on three nodes, and %s fails them in every way',
  async (kind) => {
    const { broker, fleet, patients } = await setUp(kind);
    const next = (count = STARTS) => patients.splice(0, count);
    const usual = next();
    await startVisits(fleet, usual, 2_000);
    await vi.waitFor(() => expect(untold(usual)).toEqual([]), { timeout: 1_000 });

    for (const [name, strike, heal] of outages) {
      await strike(broker);
      const missed = next();
      await startVisits(fleet, missed, CUT_MS);
      await everyNodeSays(fleet, 503);

      await heal(broker);
      await vi.waitFor(() => expect([name, untold(missed)]).toEqual([name, []]), { timeout: CATCH_UP_MS });
      await everyNodeSays(fleet, 200);
      const afterwards = next();
      await startVisits(fleet, afterwards, 2_000);
      await vi.waitFor(() => expect([name, untold(afterwards)]).toEqual([name, []]), { timeout: 1_000 });
    }
    // Nobody else was told anything of the kind.
    expect(patients.length).toBeGreaterThan(100);
    expect(patients.filter(isTold)).toEqual([]);
  },
);

test('without a broker nodes agree within the repeat', async () => {
  const fleet = await startFleet({ nodes: 2 });
  const patients = await fillWaitingRoom(
    fleet.clinic,
    fleet.nodes.map(({ url }) => url),
    100,
  );
  await startVisits(fleet, patients, 1_000);
  await vi.waitFor(() => expect(untold(patients)).toEqual([]), { timeout: 30_000 });
});
