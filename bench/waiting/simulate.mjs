// Simulates a fleet without any server, to check the arithmetic of docs/scaling.md and to find the peaks
// above the mean. Set PATIENTS=50000 for another size. The same seed gives the same numbers.
import { hintBytes } from './costs.mjs';
import { aDay, balancers } from './scenarios.mjs';

const { PATIENTS = '10000,100000,1000000', SEED = '1' } = process.env;
const PATIENTS_PER_NODE = 10_000;
/** The tolerated difference between arithmetic and simulation. */
const TOLERANCE = 0.05;

const days = PATIENTS.split(',').flatMap((patients) =>
  Object.keys(balancers).map((balancer) =>
    aDay({
      patients: Number(patients),
      nodes: Math.max(3, Number(patients) / PATIENTS_PER_NODE),
      balancer,
      seed: Number(SEED),
    }),
  ),
);
console.table(
  days.map(({ patients, nodes, balancer, most, mean, peak, waiting, expected, hurried, death }) => ({
    patients,
    nodes,
    'sent to': balancer,
    'most on a node': most,
    'tx/s': round(mean.transactions),
    arithmetic: round(expected.transactions),
    'of it waiting': round(waiting.transactions),
    'peak tx/s': peak.transactions,
    'after a break': round(hurried.peak),
    'a node dies': round(death.peak),
    'rows/s': round(mean.writes),
    'hints/s': round(mean.hints),
    'KB/s into a node': round((mean.hints * hintBytes('redis')) / 1000),
    'hints/s out of the broker': round(mean.hints * nodes),
  })),
);

const disagreements = days.flatMap(({ patients, balancer, mean, expected, hurried, death }) => {
  const pairs = {
    'transactions/s': [mean.transactions, expected.transactions],
    'rows written/s': [mean.writes, expected.writes],
    'hints/s': [mean.hints, expected.hints],
    'transactions while everyone hurries': [hurried.transactions, hurried.expected],
    "transactions in the second of a node's death": [death.transactions, death.expected],
  };
  return Object.entries(pairs)
    .filter(([, [simulated, arithmetic]]) => !(Math.abs(simulated / arithmetic - 1) <= TOLERANCE))
    .map(
      ([what, [simulated, arithmetic]]) =>
        `${what}, ${patients} sent to ${balancer}: ${round(simulated)} instead of ${round(arithmetic)}`,
    );
});
if (disagreements.length > 0) {
  console.error(`The arithmetic is off by more than ${TOLERANCE * 100} %:\n${disagreements.join('\n')}`);
  process.exitCode = 1;
}

function round(number) {
  return Number(number.toPrecision(3));
}
