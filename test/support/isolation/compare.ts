import { absentLike, TRACES } from '../people/foreign-clinic.ts';
import type { Guesser } from './guessers.ts';
import type { Door } from './ways-in.ts';

const masked = (answer: unknown, id: number) => JSON.stringify(answer ?? null).replaceAll(String(id), '<id>');

/** Asks for what is another's and for what does not exist, in turns. Answers with how much longer the first took, as a ratio. */
export async function compare(door: Door, who: Guesser, turn: number, problems: (problem: string) => void) {
  const id = who.ids[turn % who.ids.length] ?? raise();
  const times: number[] = [];
  const answers: string[] = [];
  const pair = turn % 2 ? [id, absentLike(id)] : [absentLike(id), id];
  for (const one of pair) {
    const startedAt = performance.now();
    const answer = await door(who, one);
    times.push(performance.now() - startedAt);
    answers.push(masked(answer, one));
  }
  for (const answer of answers) if (TRACES.test(answer)) problems(`a leak: ${answer.slice(0, 500)}`);
  if (answers[0] !== answers[1]) problems(`${answers[0]?.slice(0, 500)} is not ${answers[1]?.slice(0, 500)}`);
  const [first = 1, second = 1] = times;
  return turn % 2 ? first / second : second / first;
}

export function raise(): never {
  throw new Error('There is nobody to ask, or nothing to ask for');
}
