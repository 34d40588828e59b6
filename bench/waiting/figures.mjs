/** The difference of two readings of the counters, and the seconds between them. */
export function between(before, after) {
  const { at: from, ...counts } = before;
  return { seconds: after.at - from, ...map(counts, (count, key) => after[key] - count) };
}

/** The difference, less the cost of waiting alone. */
export const without = (quiet, { seconds, ...counts }) =>
  map(counts, (count, key) => count - quiet[key] * seconds);

export const perSecond = ({ seconds, ...counts }) => map(counts, (count) => count / seconds);

export const per = (what, { transactions, writes, brokerIn }, times) => ({
  [`transactions, ${what}`]: transactions / times,
  [`rows written, ${what}`]: writes / times,
  [`hints, ${what}`]: brokerIn / times,
});

/** The value below which this share of the values lies. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)];
}

const map = (counts, f) =>
  Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, f(count, key)]));
