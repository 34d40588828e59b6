import { hintBytes } from './costs.mjs';
import { predict } from './model.mjs';
import { simulateWaiting } from './scenarios.mjs';

/** The tolerated difference between arithmetic and measurement. */
const TOLERANCE = 0.1;

/** Prints measurement, arithmetic and simulation side by side. Returns the figures that disagree. */
export function report(measured) {
  const { broker, patients, nodes, clinics, arrivalSeconds } = measured;
  const rows = compare(measured);
  console.log(
    `\n${patients} patients of ${clinics} clinics wait on ${nodes} nodes, ${broker}; they came within ${round(arrivalSeconds)} s`,
  );
  console.table(Object.fromEntries(rows.map(({ what, ...figures }) => [what, map(figures, round)])));
  console.table(map(costs(measured), round));
  const isOff = ({ ratio }) => !(Math.abs(ratio - 1) <= TOLERANCE);
  return rows.filter(isOff).map(({ what }) => `${what} at ${patients} (${broker})`);
}

function compare({ broker, patients, nodes, clinics: count, arrivalSeconds, refusals, counted, heard }) {
  const clinics = Array.from({ length: count }, (_, index) => Math.ceil((patients - index) / count));
  const { transactions, writes } = simulateWaiting({ nodes, clinics, arrivalSeconds });
  const simulated = { 'transactions/s, waiting': transactions, 'rows written/s, waiting': writes };
  const predicted = {
    ...predict({ broker, nodes, clinics, arrivalSeconds }),
    'bytes, hint to a node': hintBytes(broker),
  };
  const seen = { ...counted, 'bytes, hint to a node': heard.bytes };
  // Refused connections also have a cost, which varies at random.
  if (refusals > 0) delete seen['transactions, arrival'];
  const isSeen = ([what]) => what in seen;
  return Object.entries(predicted)
    .filter(isSeen)
    .map(([what, arithmetic]) => ({
      what,
      measured: seen[what],
      arithmetic,
      ratio: seen[what] / arithmetic,
      ...(what in simulated && { simulated: simulated[what] }),
    }));
}

function costs({ patients, quiet, told, storm, heard, ...measured }) {
  const thousands = patients / 1000;
  return {
    'heap, KiB for each patient': measured.heapEach / 1024,
    'resident, KiB for each patient': measured.rssEach / 1024,
    'resident, MiB for an empty node': measured.emptyRss / 2 ** 20,
    'a node waiting, % of a core for 1,000': (quiet.nodeCpu / thousands) * 100,
    'a node, CPU ms for an arrival': measured.nodeCpuPerArrival * 1000,
    'a node, CPU ms for a start and its telling': told.nodeCpu * 1000,
    'a node, CPU ms for a join and an end': measured.endNodeCpu * 1000,
    'a node, CPU µs for a hint about nobody here': heard.nodeCpu * 1e6,
    'the broker, CPU µs for a hint to a node': heard.brokerCpu * 1e6,
    'PostgreSQL, CPU ms for a transaction of a round': (quiet.databaseCpu / quiet.transactions) * 1000,
    'PostgreSQL, CPU ms for an arrival': measured.databaseCpuPerArrival * 1000,
    'PostgreSQL, CPU ms for a visit after that': measured.databaseCpuPerVisit * 1000,
    'arrivals/s, 50 at a time': patients / measured.arrivalSeconds,
    'not let in at first': measured.refusals,
    'start → told p50, ms': told.p50,
    'start → told p99, ms': told.p99,
    ...(storm && {
      'after a death come back, patients': storm.patients,
      'after a death told again p50, s': storm.p50,
      'after a death told again last, s': storm.last,
      'after a death not let in at first': storm.refusals,
    }),
  };
}

const round = (number) => Number(number?.toPrecision(3));
const map = (figures, f) =>
  Object.fromEntries(Object.entries(figures).map(([what, figure]) => [what, f(figure)]));
