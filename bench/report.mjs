import { mkdirSync, writeFileSync } from 'node:fs';
import { medianOf, ratioOf, twoDigits } from './figures.mjs';

const { round } = Math;
/** CPU use by other processes above which the report warns, as a fraction of a processor. */
const QUIET = 0.1;

/** Prints one line per contender, with the medians of its rounds. */
export function printCase({ title }, contenders) {
  console.log(`\n${title}`);
  console.table(
    Object.fromEntries(
      Object.entries(contenders).map(([name, rounds]) => [name, lineOf(rounds, contenders)]),
    ),
  );
}

function lineOf(rounds, { ours, limit }) {
  const of = (key, digits = round) => digits(medianOf(rounds, key));
  const percent = (key) => of(key, (value) => round(value * 100));
  const rates = rounds.map(({ requestsPerSecond }) => requestsPerSecond);
  return {
    'requests/s': of('requestsPerSecond'),
    'from … to': `${round(Math.min(...rates))} … ${round(Math.max(...rates))}`,
    ...(limit && { '× limit': twoDigits(ratioOf(rounds, limit)) }),
    ...(ours && { 'ours ×': twoDigits(ratioOf(ours, rounds)) }),
    'µs CPU': of('cpuMicros'),
    ...(limit && { 'CPU × limit': twoDigits(ratioOf(rounds, limit, 'cpuMicros')) }),
    'µs PostgreSQL': of('postgreSqlCpuMicros'),
    'p50 ms': of('p50Ms', twoDigits),
    'p99 ms': of('p99Ms', twoDigits),
    'busy %': percent('busy'),
    'load + PostgreSQL %': percent('othersBusy'),
    'foreign %': percent('foreign'),
  };
}

/** On a busy machine, the last digits are not reliable. */
export function printForeignLoad(results) {
  const rounds = Object.values(results).flatMap((contenders) => Object.values(contenders).flat());
  const foreign = medianOf(rounds, 'foreign');
  if (foreign > QUIET)
    console.log(
      `\nOthers used ${round(foreign * 100)} % of a processor meanwhile: go by processor time, not by requests per second.`,
    );
}

export function printGoals(goals) {
  if (goals.length === 0) return;
  console.log('\nGoals, in requests per second; in brackets, by processor time of the contender alone');
  for (const { goal, wanted, reached, byCpu, met } of goals)
    console.log(
      `${met ? '✓' : '✗'} ${goal}: ${twoDigits(reached)}${byCpu ? ` (${twoDigits(byCpu)})` : ''}, wanted ${wanted}`,
    );
}

/** Writes all rounds beside the medians, to show the spread. */
export function save(name, results) {
  const folder = new URL('results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(results, null, 2)}\n`);
}
