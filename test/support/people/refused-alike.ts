import { expect } from 'vitest';
import { type Asked, overHttp, overWebSocket } from '../operations.ts';
import type { Person } from './person.ts';

export const INVALID = 'GRAPHQL_VALIDATION_FAILED';

/** Refused through both doors in the same words, and with a status that is the caller's. Returns these words. */
export async function refusedAlike(who: Person, asked: Asked, code: string) {
  const { status, ...answer } = await who.post(asked);
  expect([status, answer.data ?? null]).toEqual([400, null]);
  expect(answer).toBeRefused(code);
  const overSocket = await overWebSocket(who, asked);
  expect(overSocket.errors).toEqual(answer.errors);
  return answer.errors?.[0]?.message;
}

export async function answeredAlike(who: Person, asked: Asked) {
  const [overTheOne, overTheOther] = [await overHttp(who, asked), await overWebSocket(who, asked)];
  expect([overTheOne.errors, overTheOther.errors]).toEqual([undefined, undefined]);
  expect(overTheOther.data).toEqual(overTheOne.data);
}

export const repeat = (times: number, text: (turn: number) => string) =>
  Array.from({ length: times }, (_, turn) => text(turn)).join(' ');
