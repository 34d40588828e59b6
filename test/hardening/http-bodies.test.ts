import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { useClinic } from '../support/clinic.ts';
import { openHttpFor, STATUS } from '../support/servers/open-http.ts';

const clinic = useClinic();
const { openServer } = openHttpFor(clinic);

// How much somebody may send

const MEGABYTE = 1024 * 1024;

test('60 MB that say how large they are are refused before a byte of them has come', async () => {
  const { status, sent } = await pour(clinic.url, `content-length: ${60 * MEGABYTE}`, '', 0);
  expect([status, sent]).toEqual([413, 0]);
});

/** Sends a body as fast as it is taken, and tells the answer and how many bytes had been taken until then. */
async function pour(url: string, head: string, chunk: string, total: number) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  socket.on('error', () => 'the server has hung up');
  socket.write(`POST /graphql HTTP/1.1\r\nhost: clinic\r\ncontent-type: application/json\r\n${head}\r\n\r\n`);
  let sent = 0;
  while (sent < total && !socket.destroyed) {
    sent += chunk.length;
    if (!socket.write(chunk)) await new Promise((go) => socket.once('drain', go).once('close', go));
    await nextTurn();
  }
  if (!socket.destroyed) await new Promise((go) => socket.once('close', go));
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]), sent };
}

test('60 MB that come in pieces are refused before they have come', async () => {
  const { status, sent } = await pour(
    clinic.url,
    'transfer-encoding: chunked',
    `10000\r\n${'x'.repeat(64 * 1024)}\r\n`,
    60 * MEGABYTE,
  );
  expect(status).toBe(413);
  // Most of it is in the buffers of this machine.
  expect(sent).toBeLessThan(16 * MEGABYTE);
});

const DEEP = 20_000;

test.each([
  ['lists', '['.repeat(DEEP) + ']'.repeat(DEEP)],
  ['objects', `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
  ['variables', `{"query":"{ viewer { id } }","variables":${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}}`],
  [
    'extensions',
    `{"query":"{ viewer { id } }","extensions":${'[{"a":'.repeat(DEEP / 2)}1${'}]'.repeat(DEEP / 2)}}`,
  ],
])('%s within each other 20,000 times are refused at every door', async (_which, body) => {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${await clinic.jane.token()}`,
  };
  for (const path of ['/graphql', '/api/telehealth/jitsi/join']) {
    const response = await fetch(`${clinic.url}${path}`, { method: 'POST', headers, body });
    expect([path, response.status]).toEqual([path, 400]);
    expect(await response.text()).toContain('BAD_USER_INPUT');
  }
});

test.each(['gzip', 'deflate', 'br', 'zstd', 'identity, gzip', 'GZIP'])(
  'a body packed by %s is not unpacked',
  async (encoding) => {
    const bomb = gzipSync(Buffer.alloc(50 * MEGABYTE));
    const headers = {
      'content-type': 'application/json',
      'content-encoding': encoding,
      authorization: `Bearer ${await clinic.jane.token()}`,
    };
    const response = await fetch(`${clinic.url}/graphql`, { method: 'POST', headers, body: bomb });
    expect([response.status, response.headers.get('accept-encoding')]).toEqual([415, 'identity']);
  },
);

test('too many headers, and headers that are too large, are refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`x-${n}`, '1']));
  const large = { 'x-large': 'x'.repeat(20_000) };
  for (const headers of [many, large]) {
    const response = await fetch(`${clinic.url}${STATUS}`, { headers: headers as Record<string, string> });
    expect(response.status).toBe(431);
    expect(await response.json()).toEqual({ error: expect.any(String), code: 'BAD_USER_INPUT' });
  }
});

test('why headers are refused reaches a client that is still sending more of them', async () => {
  const { hostname, port } = new URL(clinic.url);
  for (let time = 0; time < 20; time++) {
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${STATUS} HTTP/1.1\r\nhost: clinic\r\n`);
    const answer = text(socket);
    for (let part = 0; part < 30; part++) {
      socket.write(`x-${part}: ${'x'.repeat(8_000)}\r\n`);
      await nextTurn();
    }
    expect(await answer).toMatch(/^HTTP\/1.1 431 .*"code":"BAD_USER_INPUT"}$/s);
  }
});

// What happens when there is too much of it all

/** Keeps the whole process from everything else, so many times. */
async function keepBusy(turns: number) {
  for (let turn = 0; turn < turns; turn++) {
    const until = performance.now() + 2_200;
    while (performance.now() < until);
    await new Promise((go) => setTimeout(go, 1));
  }
}

test('a server that is seconds behind sends new requests away, answers its probes, and is well again by itself', async () => {
  const server = await openServer();
  const ask = () =>
    server.inject({ method: 'POST', url: '/graphql', payload: { query: '{ viewer { id } }' } });
  await keepBusy(1);
  expect((await ask()).statusCode).toBe(401);

  await keepBusy(2);
  // All at once: it looks again within a second, and is well then.
  const [shed, probe, status] = await Promise.all([
    ask(),
    server.inject({ url: '/healthz' }),
    server.inject({ url: STATUS }),
  ]);
  expect([shed.statusCode, shed.headers['retry-after']]).toEqual([503, '5']);
  expect(shed.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
  expect(probe.statusCode).toBe(200);
  expect(status.json()).toMatchObject({ code: 'UNAVAILABLE' });
  await expect.poll(async () => (await ask()).statusCode).toBe(401);
});
