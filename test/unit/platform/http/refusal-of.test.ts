import { expect, test } from 'vitest';
import { refusalOf } from '../../../../src/platform/http/refusal-of.ts';
import { Forbidden } from '../../../../src/platform/refusals.ts';

const failing = (message: string, code?: string) => Object.assign(new Error(message), code && { code });

/** As PostgreSQL's client, its pool and the server itself were seen to fail while the database was away. */
test.each([
  failing('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED'),
  failing('read ECONNRESET', 'ECONNRESET'),
  failing('getaddrinfo ENOTFOUND database', 'ENOTFOUND'),
  failing('Connection terminated unexpectedly'),
  failing('Connection terminated due to connection timeout'),
  failing('timeout exceeded when trying to connect'),
  failing('Query read timeout'),
  failing('canceling statement due to statement timeout', '57014'),
  failing('terminating connection due to administrator command', '57P01'),
  failing('the database system is starting up', '57P03'),
  failing('sorry, too many clients already', '53300'),
  failing('connection failure', '08006'),
])('while the database is away ($message) callers are asked to try again', (error) => {
  expect(refusalOf(error, 'id')).toMatchObject({
    code: 'UNAVAILABLE',
    status: 503,
    extensions: { reason: 'DATABASE' },
  });
});

test('while a PostgreSQL server has no room on its disk, callers are told so, and not to try again', () => {
  expect(
    refusalOf(failing('could not extend file "base/1/2": No space left on device', '53100'), 'id'),
  ).toMatchObject({
    code: 'UNAVAILABLE',
    status: 503,
    extensions: { reason: 'DISK_FULL' },
    message: 'The disk of the database is full: nothing can be saved until there is room again',
  });
});

test('anything else that is no refusal is a fault of ours, and says nothing of itself', () => {
  const fault = refusalOf(failing('relation "patients" holds Jane Doe', '42P01'), 'the-request-id');
  expect(fault).toMatchObject({
    code: 'INTERNAL_SERVER_ERROR',
    status: 500,
    message: 'Something went wrong. Please quote the-request-id',
  });
  expect(refusalOf('a word', 'id')).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
});

test('a refusal stays what it is', () => {
  const refusal = new Forbidden('You may not do this');
  expect(refusalOf(refusal, 'id')).toBe(refusal);
});
