export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const twoDigits = (value) => Number(value.toFixed(2));

export const medianOf = (rounds, key) => median(rounds.map((round) => round[key]));

/**
 * How a contender stands against another. Rounds that were run next to each other are compared with each other, and the middle one of
 * these ratios counts: what slows the machine for a while slows both.
 */
export const ratioOf = (rounds, others, key = 'requestsPerSecond') =>
  median(rounds.map((round, index) => round[key] / others[index][key]));
