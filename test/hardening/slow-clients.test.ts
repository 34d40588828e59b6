import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { slowness } from '../support/pace.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { serve } from '../support/servers/process.ts';

/** How many clients are slow at once, 2,000: it takes the server a quarter of a minute to be sure of them. */
const SLOW = Number(process.env.SLOW_SOCKETS ?? 0);
/** How long the others may then wait for one answer in a hundred, in milliseconds. */
const P99_MS = 200;

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

test.runIf(SLOW > 0)(
  'slow clients are dropped within 20 s, and the others do not notice',
  { timeout: 120_000 },
  async () => {
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
    let slowest = 1;
    while (!waiting.over) {
      const began = performance.now();
      const { status } = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ viewer { id } }"}',
      });
      expect(status).toBe(401);
      times.push(performance.now() - began);
      if (times.length % 100 === 0) slowest = Math.max(slowest, slowness());
      await new Promise((go) => setTimeout(go, 10));
    }
    const seconds = await all;
    const p99 = times.sort((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? 0;
    console.info(
      `${SLOW} slow clients: dropped after ${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)} s; ${times.length} others, p99 ${p99.toFixed(0)} ms`,
    );
    expect(Math.max(...seconds)).toBeLessThan(20 * slowest);
    expect(p99).toBeLessThan(P99_MS * slowest);
  },
);
