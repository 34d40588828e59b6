import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { FIRST_DELAY_MS, MAX_DELAY_MS } from '../../web/src/api/reconnect-delay.ts';
import { Clinic } from '../support/clinic.ts';
import { fillWaitingRoom, isOnTheWay, isTold, type WaitingPatient } from '../support/people/waiting-room.ts';
import { startBalancer } from '../support/servers/balancer.ts';
import { setUpBroker } from '../support/servers/brokers.ts';
import { startFleet } from '../support/servers/fleet.ts';

const PATIENTS = 300;
const REQUESTS_PER_SECOND = 30;
/** Whoever is connected is told of the start within this, and whoever is on the way within this after being back, in milliseconds. */
const PROMPT = 2_000;
/** By then everyone is back who was sent away or whose node died, one attempt in vain included. */
const BACK = FIRST_DELAY_MS + MAX_DELAY_MS;

test('three nodes are restarted one after the other under load: no request is lost, no patient misses the start, and nobody comes back all at once', async () => {
  const broker = await setUpBroker('redis');
  await broker.start();
  const fleet = await startFleet({ nodes: 3, variables: { EVENTS_URL: broker.url, DRAIN_SECONDS: '4' } });
  const balancer = await startBalancer(fleet.nodes);
  const clinic = new Clinic(balancer.url, fleet.clinic.database);
  const patients = await fillWaitingRoom(clinic, [balancer.url], PATIENTS);

  const waiting = new Set(patients);
  const onTheWay: WaitingPatient[] = [];
  const startedAt: Starts = new Map();
  const failures: unknown[] = [];
  const stop = new AbortController();
  const asked = askSteadily(stop.signal, failures, async (number) => {
    if (number % 10 > 0) return askSomething(clinic, number);
    // Every other one of somebody who is on the way to another node just then.
    const [next] = waiting;
    const patient = [...waiting].find((one) => isOnTheWay(one) === number % 20 > 0) ?? next;
    if (!patient) throw new Error('Nobody waits any more');
    waiting.delete(patient);
    if (isOnTheWay(patient)) onTheWay.push(patient);
    return startVisit(clinic, patient, startedAt);
  });

  const restarts: { from: number; to: number }[] = [];
  for (const node of fleet.nodes) {
    const from = Date.now();
    expect(await node.stop('SIGTERM')).toBe(0);
    restarts.push({ from, to: Date.now() });
    await node.start();
    // It is in the balancer's round again before the next one leaves.
    await pause(1_500);
  }
  stop.abort();
  expect(await asked).toBeGreaterThan(400);

  expect(failures).toEqual([]);
  expect(startedAt.size).toBeGreaterThan(40);
  expect(onTheWay.length).toBeGreaterThan(5);
  await vi.waitFor(() => expect(untold(startedAt)).toEqual([]), { timeout: BACK + PROMPT });
  expect(toldTooLate(startedAt)).toEqual([]);

  for (const { from, to } of restarts) {
    expect(to - from).toBeLessThan(10_000);
    const returns = returnsBetween(patients, from, to);
    expect(returns.length).toBeGreaterThan(PATIENTS / 10);
    expect(Math.max(...returns) - Math.min(...returns)).toBeGreaterThan(2_500);
    expect(busiestHalfSecond(returns) / returns.length).toBeLessThan(0.4);
  }
});

test('a node is killed: its patients come back to the others over seconds, and miss nothing', async () => {
  const broker = await setUpBroker('redis');
  await broker.start();
  const fleet = await startFleet({ nodes: 3, variables: { EVENTS_URL: broker.url } });
  const balancer = await startBalancer(fleet.nodes);
  const clinic = new Clinic(balancer.url, fleet.clinic.database);
  const patients = await fillWaitingRoom(clinic, [balancer.url], PATIENTS);

  const killedAt = Date.now();
  await fleet.nodes[0]?.stop('SIGKILL');
  const startedAt: Starts = new Map();
  for (const patient of patients.filter((_, index) => index % 10 === 0))
    expect((await startVisit(fleet.clinics[1] ?? clinic, patient, startedAt)).errors).toBeUndefined();
  await vi.waitFor(() => expect(untold(startedAt)).toEqual([]), { timeout: BACK + PROMPT });
  expect(toldTooLate(startedAt)).toEqual([]);

  await vi.waitFor(() => expect(patients.filter(isOnTheWay)).toEqual([]), { timeout: BACK });
  const returns = returnsBetween(patients, killedAt, Date.now());
  expect(returns.length).toBeGreaterThan(PATIENTS / 10);
  expect(Math.max(...returns) - Math.min(...returns)).toBeGreaterThan(1_500);
  expect(busiestHalfSecond(returns) / returns.length).toBeLessThan(0.5);
});

const isFine = ({ status, errors }: { status: number; errors?: unknown }) => status < 300 && !errors;

/** So many requests a second, whatever becomes of the earlier ones, until it is stopped. Answers with how many there were. */
async function askSteadily(
  signal: AbortSignal,
  failures: unknown[],
  ask: (number: number) => Promise<{ status: number; errors?: unknown }>,
) {
  const underway: Promise<unknown>[] = [];
  const begun = Date.now();
  while (!signal.aborted) {
    const number = underway.length;
    underway.push(
      ask(number).then(
        (answer) => isFine(answer) || failures.push({ number, answer }),
        (error: Error) => failures.push({ number, error: error.message, cause: String(error.cause) }),
      ),
    );
    await pause(Math.max(0, begun + (underway.length * 1000) / REQUESTS_PER_SECOND - Date.now()));
  }
  await Promise.all(underway);
  return underway.length;
}

function askSomething({ john, jane, admin }: Clinic, number: number) {
  if (number % 3 === 0)
    return john.graphql('{ appointments(first: 5) { nodes { id patient { name } session { status } } } }');
  if (number % 3 === 1) return jane.rest('GET', '/healthz');
  return admin.graphql('{ viewer { organization { name } } }');
}

/** When the visits of these patients started, by the clock of the node that did it, which is this machine's. */
type Starts = Map<WaitingPatient, number>;

async function startVisit({ john }: Clinic, patient: WaitingPatient, starts: Starts) {
  const answer = await john.start(patient.appointmentId);
  starts.set(patient, Date.parse(String(answer.data?.startTelehealthSession.session.startedAt)));
  return answer;
}

const untold = (starts: Starts) => [...starts.keys()].filter((patient) => !isTold(patient));

/** Those who were told, but not when they had to be: on the first connection that held for long enough. */
function toldTooLate(starts: Starts) {
  return [...starts].flatMap(([{ appointmentId, connectedAt, lostAt, told }, startedAt]) => {
    const toldAt = told.find(({ ready }) => ready)?.at ?? Number.POSITIVE_INFINITY;
    const limits = connectedAt.map((at) => Math.max(at, startedAt) + PROMPT);
    const limit = limits.find((limit, index) => limit < (lostAt[index] ?? Number.POSITIVE_INFINITY));
    return limit === undefined || toldAt <= limit
      ? []
      : [{ appointmentId, connectedAt, lostAt, startedAt, toldAt }];
  });
}

const returnsBetween = (patients: WaitingPatient[], from: number, to: number) =>
  patients.flatMap(({ cameAt }) => cameAt.filter((at) => at > from && at < to));

const busiestHalfSecond = (times: number[]) =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 500).length));
