export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const twoDigits = (value) => Number(value.toFixed(2));

export const medianOf = (rounds, key) => median(rounds.map((round) => round[key]));

/**
 * Compares two contenders: the median of the ratios of adjacent rounds. A slow phase of the machine slows
 * both rounds of a pair.
 */
export const ratioOf = (rounds, others, key = 'requestsPerSecond') =>
  median(rounds.map((round, index) => round[key] / others[index][key]));
