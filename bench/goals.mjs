import { medianOf, ratioOf } from './figures.mjs';

/** The goals: the case, the other contender, and the required multiple of its requests per second. */
const ratios = [
  ['list', 'limit', 0.8],
  ['list', 'tutorial', 5],
  ['list', 'yoga', 1],
  ['list', 'postgraphile', 1],
  ['list', 'mercurius', 1],
  ['join', 'limit', 0.7],
  ['poll', 'limit', 0.8],
];
const POLLS_PER_SECOND = 5_000;

/** Returns the goals whose contenders took part, and whether each is met. */
export function judge(results) {
  const judged = ratios.flatMap(([name, other, wanted]) => {
    const { ours, [other]: theirs } = results[name] ?? {};
    return ours && theirs
      ? [
          {
            goal: `${name}: × ${other}`,
            wanted,
            reached: ratioOf(ours, theirs),
            byCpu: ratioOf(theirs, ours, 'cpuMicros'),
          },
        ]
      : [];
  });
  if (results.poll?.ours) {
    const reached = medianOf(results.poll.ours, 'requestsPerSecond');
    judged.push({ goal: 'poll: per second', wanted: POLLS_PER_SECOND, reached });
  }
  return judged.map((goal) => ({ ...goal, met: goal.reached >= goal.wanted }));
}
