import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { serve } from '../support/servers/process.ts';

/** How many clients are slow at once, and how long the others may then wait for one answer in a hundred, in milliseconds. */
const { SLOW_SOCKETS } = process.env;
const SLOW = Number(SLOW_SOCKETS ?? 200);
// Other tests keep the machine busy in a usual run.
const P99_MS = SLOW_SOCKETS ? 200 : 1_000;

/** Sends a letter a second, as long as it is let. Tells after how many seconds it was not. */
function dawdle(url: string, start: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const began = performance.now();
  const drip = setInterval(() => socket.write('x'), 1_000);
  socket.on('error', () => 'it was dropped').resume();
  socket.write(start);
  const dropped = new Promise<number>((tell) =>
    socket.once('close', () => tell((performance.now() - began) / 1000)),
  );
  void dropped.then(() => clearInterval(drip));
  return dropped;
}

test('slow clients are dropped within 20 s, and the others do not notice', { timeout: 120_000 }, async () => {
  const { url } = await serve({
    DATA_DIR: preparedClinic(),
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'warn',
    SEED_DEMO: 'false',
  });
  const slow = Array.from({ length: SLOW }, (_, n) =>
    dawdle(
      url,
      n % 2
        ? 'GET /healthz HTTP/1.1\r\nhost: clinic\r\nx-slow: '
        : 'POST /graphql HTTP/1.1\r\nhost: clinic\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{',
    ),
  );
  const all = Promise.all(slow);
  const waiting = { over: false };
  void all.then(() => (waiting.over = true));
  const times: number[] = [];
  while (!waiting.over) {
    const began = performance.now();
    const { status } = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ viewer { id } }"}',
    });
    expect(status).toBe(401);
    times.push(performance.now() - began);
    await new Promise((go) => setTimeout(go, 10));
  }
  const seconds = await all;
  const p99 = times.sort((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? 0;
  console.info(
    `${SLOW} slow clients: dropped after ${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)} s; ${times.length} others, p99 ${p99.toFixed(0)} ms`,
  );
  expect(Math.max(...seconds)).toBeLessThan(20);
  expect(p99).toBeLessThan(P99_MS);
});
