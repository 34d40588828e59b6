/** The goals, as lower or upper bounds. */
const goals = {
  connected: { least: 18_000 },
  'ours: heap and external, bytes each': { most: 15_000 },
  'idle, % of a core per 10,000 waiting': { most: 2 },
  'start to delivered, p50 ms': { most: 3 },
  'start to delivered, p99 ms': { most: 15 },
  'all at once, last delivered, ms': { most: 500 },
  'ours: one event to all tabs, last, ms': { most: 500 },
};

/** Returns every figure with its goal and whether it is met. */
export const judge = (results) =>
  Object.fromEntries(
    Object.entries(results).map(([what, value]) => {
      const { least, most } = goals[what] ?? {};
      const aim =
        least === undefined
          ? most !== undefined && { goal: `≤ ${most}`, met: value <= most }
          : { goal: `≥ ${least}`, met: value >= least };
      return [what, { value: Number(value.toPrecision(3)), ...aim }];
    }),
  );
