import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { useClinic } from '../support/clinic.ts';
import { Person } from '../support/people/person.ts';
import { SECRET as CALLERS_SECRET } from '../support/people/secret.ts';
import { insideOf, openInside } from '../support/servers/inside.ts';

const clinic = useClinic();
const { configure } = insideOf(clinic);

const PRODUCTION = {
  NODE_ENV: 'production',
  CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 'a-key-of-this-clinic').toString('base64url'),
};

const OWN_NETWORK = "jitsi.server_url must not lead into the server's own network";

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
