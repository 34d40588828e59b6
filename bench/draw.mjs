// Plots the latencies that `npm run bench` measured, one plot per case.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cases } from './cases.mjs';
import { median } from './figures.mjs';
import { plot } from './plot.mjs';

const FOLDER = new URL('../docs/performance/', import.meta.url);
const { results } = JSON.parse(readFileSync(new URL('results/requests.json', import.meta.url), 'utf8'));

/** The median over the rounds at each percentile. */
const curveOf = (rounds) =>
  rounds[0].latency.map(([, percent], index) => [
    median(rounds.map(({ latency }) => latency[index][0])),
    percent,
  ]);

mkdirSync(FOLDER, { recursive: true });
for (const { name, title } of cases.filter((one) => results[one.name])) {
  const series = Object.entries(results[name]).map(([contender, rounds]) => ({
    name: contender,
    points: curveOf(rounds),
  }));
  const picture = plot({
    title,
    x: { label: 'ms', log: true },
    y: { label: '% of the answers took no longer' },
    series,
  });
  writeFileSync(new URL(`latency-${name}.svg`, FOLDER), picture);
}
