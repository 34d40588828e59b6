import dns from 'node:dns';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fetchStatus, OutOfReach } from '../../src/organizations/jitsi/fetch-status.ts';
import { isReachable } from '../../src/organizations/jitsi/reachable-address.ts';
import { useClinic } from '../support/clinic.ts';
import { slowness } from '../support/pace.ts';
import { insideOf, openInside } from '../support/servers/inside.ts';

const clinic = useClinic();
const { configure } = insideOf(clinic);

test.each([
  'https://joe:password@meet.example.org',
  'https://joe@meet.example.org',
  'https://:password@meet.example.org',
  'file:///etc/passwd',
  'gopher://meet.example.org',
  'ftp://meet.example.org',
  'data:text/html,hello',
  'javascript:alert(1)',
  'unix:/var/run/docker.sock',
])('%s is no address of a Jitsi', async (value) => {
  const answer = await clinic.admin.graphql(
    'mutation ($value: String) { changeJitsiSetting(key: "jitsi.server_url", value: $value) { key } }',
    {
      value,
    },
  );
  expect(answer).toBeRefused('BAD_USER_INPUT');
});

test('a redirect is an answer, and is not followed', async () => {
  const inside = await openInside();
  for (const status of [301, 302, 303, 307, 308]) {
    const outside = await openInside((_request, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${inside.port}/latest/meta-data/` }).end(),
    );
    await configure(`http://127.0.0.1:${outside.port}`);
    const { data } = await clinic.admin.graphql<{ jitsiFindings: object[] }>(
      '{ jitsiFindings { code ok sentence } }',
    );
    const sentence = `Server: http://127.0.0.1:${outside.port} answers with ${status}`;
    expect(data?.jitsiFindings).toContainEqual({ code: 'SERVER', ok: true, sentence });
  }
  expect(inside.connections).toBe(0);
});

// How a server is asked

const PATIENCE = { networks: ['127.0.0.1'], timeoutMs: 300 };

const ask = (port: number, host = '127.0.0.1') => fetchStatus(new URL(`http://${host}:${port}/`), PATIENCE);

/** Lets a name server tell one thing after the other, the last of them for ever. */
function resolveTo(...answers: string[][]) {
  const told = vi.spyOn(dns, 'lookup') as unknown as {
    mockImplementation(lookup: unknown): { mock: { calls: unknown[][] } };
  };
  onTestFinished(() => void vi.restoreAllMocks());
  return told.mockImplementation(
    (_name: string, _options: object, answer: (error: null, addresses: object[]) => void) => {
      const addresses = answers.length > 1 ? answers.shift() : answers[0];
      answer(null, addresses?.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })) ?? []);
    },
  );
}

test.each([[['10.0.0.1']], [['127.0.0.1', '169.254.169.254']], [['::ffff:10.0.0.1']], [['fe80::1%eth0']]])(
  'a name that leads to %o is out of reach, whatever else it leads to',
  async (addresses) => {
    const inside = await openInside();
    resolveTo(addresses);
    await expect(ask(inside.port, 'meet.example.org')).rejects.toThrow(OutOfReach);
    expect(inside.connections).toBe(0);
  },
);

test.each(['127.0.0.1', '[::ffff:127.0.0.1]', '2130706433'])(
  'an address that is not looked up, such as %s, is judged as it is',
  async (host) => {
    const inside = await openInside();
    const asking = fetchStatus(new URL(`http://${host}:${inside.port}/`), { ...PATIENCE, networks: [] });
    await expect(asking).rejects.toThrow(OutOfReach);
    expect(inside.connections).toBe(0);
  },
);

test('a name is looked up once: what was judged is what is connected to, and a second answer is never heard', async () => {
  const inside = await openInside();
  const told = resolveTo(['127.0.0.1'], ['10.0.0.1']);
  expect(await ask(inside.port, 'meet.example.org')).toBe(200);
  expect(told.mock.calls).toHaveLength(1);
  await expect(ask(inside.port, 'meet.example.org')).rejects.toThrow(OutOfReach);
  expect(inside.requests).toBe(1);
});

test('who never answers, and who answers drop by drop, is given up on', async () => {
  const silent = await openInside(() => {});
  const dripping = await openInside((request) => {
    const drip = setInterval(() => request.socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 20);
    request.socket.on('close', () => clearInterval(drip)).on('error', () => {});
  });
  for (const { port } of [silent, dripping]) {
    const began = performance.now();
    await expect(ask(port)).rejects.toThrow('aborted');
    expect(performance.now() - began).toBeLessThan(PATIENCE.timeoutMs + 2_000 * slowness());
  }
});

test('an answer without end is left at its beginning, and headers without end are no answer', async () => {
  const talking = await openInside((_request, response) => {
    response.writeHead(200);
    const go = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', go);
    go();
  });
  expect(await ask(talking.port)).toBe(200);
  await expect.poll(() => talking.bytes).toBeGreaterThan(0);
  // What the operating system's buffers took.
  expect(talking.bytes).toBeLessThan(16 * 1024 * 1024);

  const heading = await openInside((_request, response) =>
    response.writeHead(200, { 'x-long': 'x'.repeat(64 * 1024) }).end(),
  );
  await expect(ask(heading.port)).rejects.toThrow('Header overflow');
});

test('of each range its first and its last address count, and its neighbours do not', () => {
  const ranges: [string, string, string, string][] = [
    ['9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0'],
    ['100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0'],
    ['126.255.255.255', '127.0.0.0', '127.255.255.255', '128.0.0.0'],
    ['169.253.255.255', '169.254.0.0', '169.254.255.255', '169.255.0.0'],
    ['172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'],
    ['192.167.255.255', '192.168.0.0', '192.168.255.255', '192.169.0.0'],
    ['223.255.255.255', '224.0.0.0', '255.255.255.255', '1.0.0.0'],
  ];
  for (const [before, first, last, after] of ranges) {
    expect([before, first, last, after].map((address) => isReachable(address, []))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect([before, first, last, after].map((address) => isReachable(`::ffff:${address}`, []))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  }
  const inner = [
    'fc00::',
    'fdff:ffff::1',
    'fe80::',
    'febf::1',
    'fec0::1',
    'ff00::',
    '::',
    '::1',
    '::7f00:1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
  ];
  expect(inner.filter((address) => isReachable(address, []))).toEqual([]);
  expect(
    ['2606:4700::1111', '2a00:1450::1', '2003::1'].filter((address) => !isReachable(address, [])),
  ).toEqual([]);
});
