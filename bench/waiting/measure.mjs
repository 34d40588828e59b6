import { setTimeout as pause } from 'node:timers/promises';
import { fillClinics } from './clinics.mjs';
import { ROUND, SEEN_EVERY_ROUNDS } from './costs.mjs';
import { openCounters, SETTLE } from './counters.mjs';
import { gather } from './crowd.mjs';
import { between, per, perSecond, quantile, without } from './figures.mjs';
import { sendHints } from './hints.mjs';
import { startNode } from './nodes.mjs';
import { joinAndEndVisits, startVisits } from './visits.mjs';

const SECRET = 'a-secret-of-the-bench-that-signs-callers-tokens';
const NODES = 2;
const PATIENTS_PER_CLINIC = 50;
const AT_ONCE = 50;
/** Five rounds: each patient is told five times and refreshed once. */
const WATCH = ROUND.seconds * SEEN_EVERY_ROUNDS * 1000;
const STARTS = 200;
const STARTS_PER_SECOND = 20;
/** Warm-up, because the first operations take longer. */
const WARM_UP = 20;
const HINTS = 20_000;
/** For processes that may open 20,000 files. */
const MOST_ON_A_NODE = 19_000;

/** Measures the cost of waiting on two nodes, and that of arrivals, visits and the death of a node. */
export async function measure({ broker, patients }, servers) {
  const database = await fillClinics(servers.postgreSql.url, {
    patients,
    patientsPerClinic: PATIENTS_PER_CLINIC,
  });
  const eventsUrl = servers[broker].url;
  const startOne = () => startNode({ databaseUrl: database.url, eventsUrl, secret: SECRET });
  const nodes = await Promise.all(Array.from({ length: NODES }, startOne));
  // Each clinic has patients on both nodes.
  const visits = database.visits.map((visit, index) => ({
    ...visit,
    url: nodes[Math.floor(index / database.clinics) % NODES].url,
  }));
  const counters = await openCounters({ servers, databaseUrl: database.url, broker });
  const crowd = gather(visits, SECRET);
  try {
    await startVisits(visits.slice(-WARM_UP), STARTS_PER_SECOND, nodes, SECRET);
    const waited = await wait({ nodes, counters, crowd, patients });
    const { quiet } = waited;
    const heard = await hear({ nodes, counters, broker, eventsUrl, quiet });
    const { counted, ...had } = await haveVisits({
      nodes,
      counters,
      crowd,
      visits: visits.slice(0, STARTS),
      quiet,
    });
    const { returns, storm } = await killOne({ nodes, counters, crowd, quiet, patients });
    return {
      broker,
      patients,
      nodes: NODES,
      clinics: database.clinics,
      ...waited,
      heard,
      ...had,
      storm,
      counted: { ...waited.counted, ...counted, ...returns },
    };
  } finally {
    crowd.leave();
    await counters.close();
    await Promise.all(nodes.map((node) => node.stop()));
  }
}

/** All patients arrive. Then nothing happens for a while. */
async function wait({ nodes, counters, crowd, patients }) {
  const empty = await weigh(nodes);
  const beforeArrival = await counters.read(nodes);
  await crowd.arrive(AT_ONCE);
  const arrivalSeconds = performance.now() / 1000 - beforeArrival.at;
  const afterArrival = await counters.read(nodes);
  await pause(WATCH - SETTLE);
  const quiet = perSecond(between(afterArrival, await counters.read(nodes)));
  const full = await weigh(nodes);

  // During the arrivals a patient waits half of the time on average.
  const coming = between(beforeArrival, afterArrival);
  const arrived = without(quiet, { ...coming, seconds: coming.seconds - arrivalSeconds / 2 });
  return {
    arrivalSeconds,
    refusals: (await crowd.report()).refusals,
    quiet,
    counted: {
      'transactions/s, waiting': quiet.transactions,
      'rows written/s, waiting': quiet.seen,
      ...('brokerPings' in quiet && { 'pings/s': quiet.brokerPings }),
      ...per('arrival', arrived, patients),
    },
    heapEach: (full.heapUsed - empty.heapUsed) / patients,
    rssEach: (full.rss - empty.rss) / patients,
    nodeCpuPerArrival: arrived.nodeCpu / patients,
    databaseCpuPerArrival: arrived.databaseCpu / patients,
    emptyRss: empty.rss / nodes.length,
  };
}

async function weigh(nodes) {
  const weights = await Promise.all(nodes.map((node) => node.weigh()));
  const sum = (key) => weights.reduce((all, weight) => all + weight[key], 0);
  return { rss: sum('rss'), heapUsed: sum('heapUsed') };
}

/** Measures what hints cost a node and the broker if they concern nobody on that node. */
async function hear({ nodes, counters, broker, eventsUrl, quiet }) {
  const before = await counters.read(nodes, 0);
  await sendHints(HINTS, broker, eventsUrl);
  const { brokerBytesOut, nodeCpu, brokerCpu } = without(
    quiet,
    between(before, await counters.read(nodes, 500)),
  );
  const each = HINTS * nodes.length;
  return { bytes: brokerBytesOut / each, nodeCpu: nodeCpu / each, brokerCpu: brokerCpu / each };
}

/** Starts visits at a steady rate, then joins and ends them. */
async function haveVisits({ nodes, counters, crowd, visits, quiet }) {
  const before = await counters.read(nodes, 1_500);
  const startedAt = await startVisits(visits, STARTS_PER_SECOND, nodes, SECRET);
  const afterStarts = await counters.read(nodes);
  const { toldAt } = await crowd.report();
  const delays = visits.map(({ appointmentId: id }) => toldAt.get(id) - startedAt.get(id));
  if (delays.some(Number.isNaN)) throw new Error('Not everyone whose visit was started has been told');
  await joinAndEndVisits(visits, STARTS_PER_SECOND, nodes, SECRET);
  const afterEnds = await counters.read(nodes);
  const starts = without(quiet, between(before, afterStarts));
  const ends = without(quiet, between(afterStarts, afterEnds));
  return {
    counted: {
      ...per('start', starts, visits.length),
      ...per('join and end', ends, visits.length),
    },
    told: {
      p50: quantile(delays, 0.5),
      p99: quantile(delays, 0.99),
      nodeCpu: starts.nodeCpu / visits.length,
    },
    endNodeCpu: ends.nodeCpu / visits.length,
    databaseCpuPerVisit: (starts.databaseCpu + ends.databaseCpu) / visits.length,
  };
}

/** Kills a node. Its patients come to the other nodes, if they have room. */
async function killOne({ nodes: [first, ...others], counters, crowd, quiet, patients }) {
  if (patients / others.length > MOST_ON_A_NODE) return {};
  const before = await counters.read(others, 0);
  const refusalsBefore = (await crowd.report()).refusals;
  const returning = crowd.comeBack(others.map(({ url }) => url));
  const diedAt = performance.timeOrigin + performance.now();
  await first.stop('SIGKILL');
  const delays = (await returning).map((at) => (at - diedAt) / 1000);
  const counts = without(quiet, between(before, await counters.read(others)));
  const refusals = (await crowd.report()).refusals - refusalsBefore;
  return {
    // Refused connections also have a cost, which varies at random.
    returns: refusals === 0 ? per('return', counts, delays.length) : {},
    storm: { patients: delays.length, p50: quantile(delays, 0.5), last: quantile(delays, 1), refusals },
  };
}
