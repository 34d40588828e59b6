import { setTimeout as pause } from 'node:timers/promises';
import { cpuSecondsOf } from '../processor.mjs';
import { fillClinics } from '../waiting/clinics.mjs';
import { quantile } from '../waiting/figures.mjs';
import { startNode } from '../waiting/nodes.mjs';
import { gather } from './crowd.mjs';
import { openStarter } from './starts.mjs';

const SECRET = 'a-secret-of-the-bench-that-signs-callers-tokens';
const PATIENTS_PER_CLINIC = 50;
/** Warm-up: the first operations take longer, and they allocate memory that does not belong to patients. */
const WARM_UP = 100;
const AT_ONCE = 50;
const PORTAL_PINGS_EVERY_SECONDS = 10;

/**
 * Measures a full waiting room in one process, one person with many tabs in another, and both in the usual
 * stack.
 */
export async function measure(options, servers) {
  const { patients, steadyStarts, startsAtOnce } = options;
  const count = Math.max(patients, steadyStarts + startsAtOnce) + 2 * WARM_UP;
  const database = await fillClinics(servers.postgreSql.url, {
    patients: count,
    patientsPerClinic: PATIENTS_PER_CLINIC,
  });
  const visits = database.visits.map((visit) => ({ ...visit, appointmentId: String(visit.appointmentId) }));
  // No earlier step starts this visit.
  const quiet = visits.at(-2 * WARM_UP);
  const node = { databaseUrl: database.url, secret: SECRET, processor: options.processor };
  const plain = { ...node, program: 'bench/waiting-room/plain.mjs' };
  return {
    ...(await withCrowd(node, (room) => fillRoom(room, visits, options))),
    ...(await withCrowd(node, (room) => tellTabs(room, quiet, options, 'ours'))),
    ...(await withCrowd(plain, (room) => fillPlainRoom(room, visits, options))),
    ...(await withCrowd(plain, (room) => tellTabs(room, quiet, options, 'plain'))),
  };
}

async function withCrowd(nodeOptions, work) {
  const node = await startNode(nodeOptions);
  const crowd = gather(node.url, SECRET);
  try {
    return await work({ node, crowd });
  } finally {
    crowd.leave();
    await node.stop('SIGKILL');
  }
}

async function fillRoom(room, visits, options) {
  const { node, crowd } = room;
  const starter = openStarter(node.url, SECRET);
  const warmUp = visits.slice(-2 * WARM_UP);
  await crowd.seat(warmUp, AT_ONCE);
  await tell(room, starter, warmUp.slice(WARM_UP), options.startsPerSecond);
  const memory = await seatAndWeigh(room, visits.slice(0, options.patients));
  const idle = await idleCpu(room, options);
  await crowd.ping(PORTAL_PINGS_EVERY_SECONDS);
  const pinging = await idleCpu(room, options);
  await crowd.ping(0);
  const steady = await tell(room, starter, visits.slice(0, options.steadyStarts), options.startsPerSecond);
  const atOnce = visits.slice(options.steadyStarts, options.steadyStarts + options.startsAtOnce);
  const { last } = await tell(room, starter, atOnce);
  starter.close();
  return {
    connected: (await crowd.report()).connected,
    ...keyed('ours', memory),
    'idle, % of a core per 10,000 waiting': (idle / options.patients) * 1e6,
    'the same with the portal’s pings': (pinging / options.patients) * 1e6,
    'start to delivered, p50 ms': steady.p50,
    'start to delivered, p99 ms': steady.p99,
    'all at once, last delivered, ms': last,
  };
}

async function fillPlainRoom({ node, crowd }, visits, { patients }) {
  await crowd.seat(visits.slice(-WARM_UP), AT_ONCE);
  return keyed('plain', await seatAndWeigh({ node, crowd }, visits.slice(0, patients)));
}

/** Returns bytes per patient, in use after a garbage collection, and how long each patient's arrival took. */
async function seatAndWeigh({ node, crowd }, visits) {
  const before = await node.weigh();
  const begun = performance.now();
  await crowd.seat(visits, AT_ONCE);
  const seconds = (performance.now() - begun) / 1000;
  const after = await node.weigh();
  const each = (of) => (of(after) - of(before)) / visits.length;
  return {
    'heap and external, bytes each': each(({ heapUsed, external }) => heapUsed + external),
    'resident, bytes each': each(({ rss }) => rss),
    'came in per second': visits.length / seconds,
  };
}

/** The CPU use of an idle waiting room, as a fraction of one core. */
async function idleCpu({ node }, { idleSeconds }) {
  const before = cpuSecondsOf(node.pid);
  await pause(idleSeconds * 1000);
  return (cpuSecondsOf(node.pid) - before) / idleSeconds;
}

/** Starts visits at this rate, or all at once, and waits until each patient has been told. */
async function tell({ crowd }, starter, visits, perSecond) {
  await crowd.report();
  const begun = performance.timeOrigin + performance.now();
  const startedAt = await starter.start(visits, perSecond);
  const toldAt = new Map(await crowd.hear(visits.length));
  const delays = visits.map(({ appointmentId: id }) => toldAt.get(id) - startedAt.get(id));
  if (delays.some(Number.isNaN)) throw new Error('Not everyone whose visit was started has been told');
  return {
    p50: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    last: Math.max(...toldAt.values()) - begun,
  };
}

/** Measures one event for one person with many tabs. */
async function tellTabs({ node, crowd }, visit, { tabs }, whose) {
  await crowd.seat([visit], AT_ONCE, tabs);
  await crowd.report();
  const starter = whose === 'ours' ? openStarter(node.url, SECRET) : undefined;
  const begun = performance.timeOrigin + performance.now();
  if (starter) await starter.start([visit]);
  else node.send('start');
  const delays = (await crowd.hear(tabs)).map(([, at]) => at - begun);
  starter?.close();
  return keyed(whose, {
    'one event to all tabs, first, ms': Math.min(...delays.slice(0, 1)),
    'one event to all tabs, last, ms': quantile(delays, 1),
  });
}

const keyed = (whose, figures) =>
  Object.fromEntries(Object.entries(figures).map(([what, value]) => [`${whose}: ${what}`, value]));
