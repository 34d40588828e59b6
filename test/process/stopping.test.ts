import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { ask, tokenOf, VISIT } from '../support/servers/ask-process.ts';
import { freePort } from '../support/servers/free-port.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { serve, temporaryFolder } from '../support/servers/process.ts';

// Every start makes or opens a database.
vi.setConfig({ testTimeout: 120_000 });

test('without its broker a node starts, serves and stops, and says which part of it is away', async () => {
  const EVENTS_URL = `redis://someone:canary@127.0.0.1:${await freePort()}`;
  const { url, output, stop } = await serve({ DATA_DIR: preparedClinic(), EVENTS_URL });
  const started = await ask(
    url,
    await tokenOf('provider', 45),
    'mutation { startTelehealthSession(appointmentId: "123") { session { id } } }',
  );
  expect(started).toMatchObject({
    data: { startTelehealthSession: { session: { id: expect.any(String) } } },
  });

  const ready = await fetch(`${url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'unavailable', database: 'ok', events: 'unreachable' },
  ]);
  const able = await fetch(`${url}/readyz?exclude=events`);
  expect([able.status, await able.json()]).toEqual([
    200,
    { status: 'ok', database: 'ok', events: 'unreachable' },
  ]);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('readyroom_events_reachable 0');

  expect(await stop('SIGTERM')).toBe(0);
  expect(output.stdout.match(/"type":"BrokerAway","code":"ECONNREFUSED"/g)).toHaveLength(1);
  expect(output.stdout + output.stderr).not.toContain('canary');
});

test('SIGTERM closes sockets as going away and ends within ten seconds', async () => {
  const { url, stop } = await serve({ DATA_DIR: preparedClinic(), LOG_LEVEL: 'warn' });
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(
    JSON.stringify({
      type: 'connection_init',
      payload: { authorization: `Bearer ${await tokenOf('patient', 89)}` },
    }),
  );
  await once(socket, 'message');
  const closed = once(socket, 'close');
  const begun = Date.now();
  expect(await stop('SIGTERM')).toBe(0);
  expect(Date.now() - begun).toBeLessThan(10_000);
  expect((await closed)[0]).toBe(1001);
});

test('behind a balancer it says that it stops, serves who still comes, and sends its sockets away one after the other', async () => {
  const { url, stop } = await serve({ DATA_DIR: preparedClinic(), LOG_LEVEL: 'warn', DRAIN_SECONDS: '4' });
  const patient = await tokenOf('patient', 89);
  const open = () => new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  // Each says who it is: a socket that does not is sent away after three seconds, whatever else happens.
  const sockets = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      const socket = open();
      await once(socket, 'open');
      const answer = once(socket, 'message');
      socket.send(
        JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${patient}` } }),
      );
      await answer;
      return socket;
    }),
  );
  const closings = sockets.map(async (socket) => ({
    code: (await once(socket, 'close'))[0],
    at: Date.now(),
  }));

  const stopped = stop('SIGTERM');
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { interval: 10 }).toBe(503);
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'stopping', database: 'ok' });
  expect(await ask(url, patient, '{ viewer { id } }')).toEqual({ data: { viewer: { id: 'patient-89' } } });
  const late = open();
  const [, refusal] = (await once(late, 'unexpected-response')) as [unknown, IncomingMessage];
  expect(refusal.statusCode).toBe(503);

  const closed = await Promise.all(closings);
  expect(closed.map(({ code }) => code)).toEqual([1001, 1001, 1001, 1001]);
  expect((closed.at(-1)?.at ?? 0) - (closed[0]?.at ?? 0)).toBeGreaterThan(1_000);
  expect(await stopped).toBe(0);
});

test('what is running when SIGTERM comes is finished first', async () => {
  const { url, output, stop } = await serve({ DATA_DIR: preparedClinic() });
  const headers = {
    authorization: `Bearer ${await tokenOf('patient', 89)}`,
    'content-type': 'application/json',
    expect: '100-continue',
  };
  const running = request(`${url}/graphql`, { method: 'POST', headers });
  running.flushHeaders();
  await once(running, 'continue');
  const stopped = stop('SIGTERM');
  await expect.poll(() => output.stdout).toContain('"stopping"');
  running.end(JSON.stringify({ query: '{ viewer { id } }' }));
  const [response] = (await once(running, 'response')) as [IncomingMessage];
  expect(JSON.parse(await text(response))).toEqual({ data: { viewer: { id: 'patient-89' } } });
  expect(response.headers.connection).toBe('close');
  expect(await stopped).toBe(0);
});

test('a client that does not answer its goodbye is not waited for', async () => {
  const { url, stop } = await serve({ DATA_DIR: preparedClinic(), LOG_LEVEL: 'warn' });
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.pause();
  // Cut off by the grace period it would be another code.
  expect(await stop('SIGTERM')).toBe(0);
});

test('a fault that nobody caught ends the server, and its log says where the fault is but not what it was about', async () => {
  const fault = join(temporaryFolder(), 'fault.mjs');
  writeFileSync(fault, 'process.on("SIGWINCH", () => { throw new Error("Canary"); })');
  const { output, stop } = await serve({ DATA_DIR: preparedClinic(), NODE_OPTIONS: `--import=${fault}` });
  expect(await stop('SIGWINCH')).toBe(1);
  const logged = output.stdout.split('\n').find((line) => line.includes('"fault"'));
  expect(JSON.parse(String(logged))).toMatchObject({
    level: 60,
    fault: { type: 'Error', frames: expect.any(Array) },
  });
  expect(output.stdout + output.stderr).not.toContain('Canary');
});

test('the log of a whole visit, faults included, holds no name, address, token or link', async () => {
  const { url, output, stop } = await serve({ DATA_DIR: preparedClinic(), LOG_LEVEL: 'trace' });
  const provider = await tokenOf('provider', 45);
  const patient = await tokenOf('patient', 89);
  const started = await ask(
    url,
    provider,
    'mutation { startTelehealthSession(appointmentId: "123") { join { token meetingUrl } } }',
  );
  await ask(url, patient, 'mutation { joinTelehealth(appointmentId: "123") { token } }');
  await ask(
    url,
    provider,
    'mutation { saveSoapNote(appointmentId: "123", note: { plan: "Canary the patient" }) { version } }',
  );
  await ask(url, patient, 'mutation { endTelehealthSession(appointmentId: "123") { id } }');
  await ask(url, 'not.a.token', VISIT);
  await fetch(
    String(
      (started.data as { startTelehealthSession: { join: { meetingUrl: string } } }).startTelehealthSession
        .join.meetingUrl,
    ),
  );
  await fetch(`${url}/graphql?query=${encodeURIComponent('{ viewer { name } }')}`, {
    headers: { authorization: `Bearer ${patient}`, 'x-apollo-operation-name': 'Canary' },
  });
  await fetch(`${url}/api/telehealth/rooms`, {
    method: 'POST',
    headers: { authorization: `Bearer ${provider}`, 'content-type': 'application/json' },
    body: '{"Jane Doe',
  });
  await stop('SIGTERM');
  expect(output.stdout).toContain('"action":"join a telehealth visit"');
  expect(output.stdout + output.stderr).not.toMatch(
    /Jane|Canary|jane\.doe|john\.smith@|eyJ|jwt=|not\.a\.token/,
  );
});
