import dns from 'node:dns';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { fetchStatus, OutOfReach } from '../../src/organizations/jitsi/fetch-status.ts';
import { isReachable } from '../../src/organizations/jitsi/reachable-address.ts';
import { useClinic } from '../support/clinic.ts';
import { Person } from '../support/people/person.ts';
import { SECRET as CALLERS_SECRET } from '../support/people/secret.ts';

const clinic = useClinic();

const PRODUCTION = {
  NODE_ENV: 'production',
  CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 'a-key-of-this-clinic').toString('base64url'),
};
const OWN_NETWORK = "jitsi.server_url must not lead into the server's own network";

/** Something in the server's network that no organization is to reach. It counts who comes, whatever they say. */
async function openInside(answer: RequestListener = (_request, response) => void response.end('inside')) {
  const inside = { connections: 0, requests: 0, bytes: 0 };
  const server = createServer((request, response) => {
    inside.requests++;
    answer(request, response);
  });
  server.on('connection', (socket) => {
    inside.connections++;
    socket.on('close', () => (inside.bytes += socket.bytesWritten));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(inside, { port: (server.address() as AddressInfo).port }); // it listens on a port
}

/** A server on the clinic's database, in another environment, and the practice's admin and provider at its doors. */
async function openServer(environment: Record<string, string>) {
  const { config, secrets } = readConfig({
    AUTH_JWT_SECRET: CALLERS_SECRET,
    LOG_LEVEL: 'silent',
    DRAIN_SECONDS: '0',
    ...environment,
  });
  const { server } = await createApp(config, secrets, clinic.database);
  onTestFinished(() => server.close());
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const admin = new Person(url, { role: 'ADMIN', org_id: 1, email: 'admin@example.com' });
  return {
    john: new Person(url, { role: 'PROVIDER', org_id: 1, provider_id: 45 }),
    change: (value: string) =>
      admin.graphql(
        'mutation ($value: String) { changeJitsiSetting(key: "jitsi.server_url", value: $value) { key } }',
        { value },
      ),
    async findings() {
      const { data } = await admin.graphql<{
        jitsiFindings: { code: string; ok: boolean; sentence: string }[];
      }>('{ jitsiFindings { code ok sentence } }');
      return data?.jitsiFindings.filter(({ code }) => ['SETTINGS', 'SERVER'].includes(code)) ?? [];
    },
  };
}

/** Writes rows by hand, as an administrator of the database would. */
async function configure(serverUrl: string) {
  const settings = {
    'jitsi.server_url': serverUrl,
    'jitsi.app_secret': 'the-jitsi-secret-of-practice-1-0123456789',
  };
  for (const row of Object.entries(settings))
    await clinic.em.execute(
      'insert into org_config values (1, ?, ?) on conflict (org_id, config_key) do update set config_value = excluded.config_value',
      row,
    );
}

/** Every spelling of 127.0.0.1 that URLs know, other addresses of this machine, and what clouds tell their own. */
const INSIDE = [
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0x0.0x0.0x1',
  '0177.0.0.1',
  '017700000001',
  '①②⑦.0.0.1',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '0',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'clinic.localhost',
  'database',
  'printer.local',
  'vault.internal',
  'metadata.google.internal',
  '169.254.169.254',
  '2852039166',
  '[::ffff:169.254.169.254]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '168.63.129.16',
  '100.100.100.200',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '[2001:db8::1]',
  '[fc00::1]',
  '[fd12:3456::1]',
  '224.0.0.1',
  '255.255.255.255',
  '[ff02::1]',
];

test('in production no spelling of an inside address is accepted, used or asked, whether it came by the door or by hand', async () => {
  const inside = await openInside();
  const { change, findings, john } = await openServer(PRODUCTION);
  const id = await clinic.book();
  for (const host of INSIDE) {
    const url = `https://${host}:${inside.port}`;
    const refused = await change(url);
    expect([host, refused.errors?.[0]?.extensions.code, refused.errors?.[0]?.message]).toEqual([
      host,
      'BAD_USER_INPUT',
      OWN_NETWORK,
    ]);
    await configure(url);
    expect([host, await findings()]).toEqual([
      host,
      [{ code: 'SETTINGS', ok: false, sentence: `Settings: ${OWN_NETWORK}` }],
    ]);
  }
  expect(await john.start(id)).toBeRefused('UNAVAILABLE');
  expect(inside.connections).toBe(0);
});

test('where there is a private network to reach, a name that leads to another is found out when it is asked', async () => {
  const inside = await openInside();
  const { change, findings } = await openServer({ ...PRODUCTION, JITSI_PRIVATE_NETWORKS: '10.9.0.0/16' });
  const url = `https://localhost:${inside.port}`;
  expect((await change(url)).errors).toBeUndefined();
  await configure(url);
  expect(await findings()).toContainEqual({
    code: 'SERVER',
    ok: false,
    sentence: `Server: ${url} leads into the server's own network`,
  });
  expect(inside.connections).toBe(0);
});

test('an operator may let organizations have their Jitsi in a private network', async () => {
  const inside = await openInside();
  const { change, findings } = await openServer({
    ...PRODUCTION,
    JITSI_PRIVATE_NETWORKS: '10.9.0.0/16, 127.0.0.1',
  });
  const url = `https://127.0.0.1:${inside.port}`;
  expect((await change(url)).errors).toBeUndefined();
  await configure(url);
  // It does not speak TLS, but it was asked.
  expect(await findings()).toContainEqual({
    code: 'SERVER',
    ok: false,
    sentence: expect.stringContaining('does not answer'),
  });
  expect(inside.connections).toBe(1);
});

test('the operator’s own Jitsi is trusted wherever it is, and nothing else on its machine', async () => {
  const [operators, inside] = [await openInside(), await openInside()];
  const JITSI_SERVER_URL = `http://127.0.0.1:${operators.port}`;
  const { findings } = await openServer({ JITSI_SERVER_URL, JITSI_PRIVATE_NETWORKS: '10.9.0.0/16' });
  await configure(`${JITSI_SERVER_URL}/practice-1`);
  expect(await findings()).toContainEqual({
    code: 'SERVER',
    ok: true,
    sentence: `Server: ${JITSI_SERVER_URL}/practice-1 answers with 200`,
  });
  await configure(`http://127.0.0.1:${inside.port}`);
  expect(await findings()).toEqual([{ code: 'SETTINGS', ok: false, sentence: `Settings: ${OWN_NETWORK}` }]);
  expect([operators.requests, inside.connections]).toEqual([1, 0]);
});

test.each(['169.254.169.254', '[fd00:ec2::254]', '168.63.129.16', '0.0.0.0'])(
  'a cloud’s metadata and what is no server’s address, such as %s, are out of reach outside production, too',
  async (host) => {
    expect(
      await clinic.admin.graphql(
        `mutation { changeJitsiSetting(key: "jitsi.server_url", value: "http://${host}") { key } }`,
      ),
    ).toBeRefused('BAD_USER_INPUT');
  },
);

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
    expect(performance.now() - began).toBeLessThan(PATIENCE.timeoutMs + 2_000);
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
