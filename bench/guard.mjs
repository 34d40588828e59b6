// Guards against performance regressions. It compares Readyroom with the limit in the same run, because
// absolute times depend on the machine.
import { chosen, measure } from './measure.mjs';
import { printCase } from './report.mjs';

/**
 * Bounds relative to the limit, for the best round: the most CPU time per request, and the fewest requests
 * per second. CPU time may be 1.5 times the value at the time of setting. Throughput may drop to a third of
 * it, because a busy machine affects it most, and regressions that only throughput shows, such as waits, are
 * larger.
 */
const BOUNDS = {
  list: { cpuMicros: 4.8, requestsPerSecond: 0.17 },
  join: { cpuMicros: 4.4, requestsPerSecond: 0.2 },
  poll: { cpuMicros: 3.3, requestsPerSecond: 0.19 },
};

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const { results } = await measure(
  chosen({ rounds: 6, seconds: 2, contenders: ['limit', 'ours'] }),
  printCase,
);
for (const [name, { ours, limit }] of Object.entries(results))
  for (const [key, bound] of Object.entries(BOUNDS[name])) {
    const isRate = key === 'requestsPerSecond';
    const best = (rounds) => (isRate ? Math.max : Math.min)(...rounds.map((round) => round[key]));
    const ratio = best(ours) / best(limit);
    const holds = isRate ? ratio >= bound : ratio <= bound;
    console.log(
      `${holds ? '✓' : '✗'} ${name}, ${key}: ${ratio.toFixed(2)} × the limit's, at ${isRate ? 'least' : 'most'} ${bound}`,
    );
    if (!holds) process.exitCode = 1;
  }
