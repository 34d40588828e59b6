// Whether Readyroom has fallen behind: against the limit, in one run, never by absolute times, which depend on the machine.
import { chosen, measure } from './measure.mjs';
import { printCase } from './report.mjs';

/**
 * How many times the limit's processor time a request may take, and how many times the limit's requests per second there must be at
 * least, each in its best round. The first is half as much again as was seen when it was set, the second a third of it: a busy
 * machine moves that most, and what it alone would notice, such as a wait, is larger.
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
