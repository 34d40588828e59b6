import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../../../src/config/config.ts';
import { openLog } from '../../../../src/platform/http/logging.ts';
import { openDoors } from '../../../../src/platform/http/open-doors.ts';
import { openHttp } from '../../../../src/platform/http/server.ts';
import { Unauthenticated } from '../../../../src/platform/refusals.ts';
import type { RestDoor } from '../../../../src/platform/slice.ts';
import type { Caller } from '../../../../src/platform/use-case.ts';

const JANE = { viewer: { identity: 'patient-89' } } as Caller; // no more of it is asked for

/** A server with one door, and how often its only route was reached. */
async function openDoor(
  door: Omit<Extract<RestDoor, { verify: unknown }>, 'routes'> | { knownBy: 'nobody' | 'caller token' },
) {
  const { config } = readConfig({ LOG_LEVEL: 'silent' });
  const server = await openHttp(config, openLog(config), () => {});
  onTestFinished(() => server.close());
  const reached: unknown[] = [];
  const routes: RestDoor['routes'] = async (rest) => {
    rest.post('/hook', async ({ caller }) => {
      reached.push(caller?.viewer.identity);
      return {};
    });
  };
  await openDoors(server, [{ prefix: '/api/hooks', ...door, routes }], async ({ credentials }) => {
    if (credentials.authorization !== 'Bearer janes') throw new Unauthenticated();
    return JANE;
  });
  const post = async (headers: Record<string, string> = {}) =>
    (await server.inject({ method: 'POST', url: '/api/hooks/hook', headers, payload: {} })).statusCode;
  return { post, reached };
}

test('a door for everybody asks nobody who they are', async () => {
  const { post, reached } = await openDoor({ knownBy: 'nobody' });
  expect(await post()).toBe(200);
  expect(reached).toEqual([undefined]);
});

test('a door for callers with a token knows who they are, and lets nobody else reach its routes', async () => {
  const { post, reached } = await openDoor({ knownBy: 'caller token' });
  expect([await post(), await post({ authorization: 'Bearer janes' })]).toEqual([401, 200]);
  expect(reached).toEqual(['patient-89']);
});

test('a door for a signature verifies it before any route is reached', async () => {
  const { post, reached } = await openDoor({
    prefix: '/api/hooks',
    knownBy: 'signature',
    async verify({ headers }) {
      if (headers['webhook-signature'] !== 'v1,right') throw new Unauthenticated('The signature is wrong');
    },
  });
  expect(await post()).toBe(401);
  expect(reached).toEqual([]);
  expect(await post({ 'webhook-signature': 'v1,right' })).toBe(200);
});
