import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import { overHttp, overWebSocket } from '../../../support/operations.ts';
import { Person } from '../../../support/people/person.ts';
import { serveWith } from '../../../support/servers/another-server.ts';

const clinic = useClinic();

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

const manifest = JSON.parse(readFileSync('schema/trusted-documents.json', 'utf8')) as Record<string, string>;
const trusted = (start: string) => Object.values(manifest).find((text) => text.startsWith(start)) ?? '';
const VIEWER = trusted('query Viewer');
const JOIN = trusted('mutation JoinTelehealth');

const viewer = expect.objectContaining({
  data: expect.objectContaining({ viewer: expect.objectContaining({ id: 'patient-89' }) }),
});

const GATEWAY_SECRET = 'a-gateway-secret-of-this-clinic-0123456789';
const onlyTrusted = { TRUSTED_DOCUMENTS: 'only', GATEWAY_SECRET };

const doors = [
  ['HTTP', overHttp],
  ['WebSocket', overWebSocket],
] as const;

test('every trusted document is named by the hash of its text', () => {
  expect(Object.keys(manifest).length).toBeGreaterThan(20);
  for (const [hash, text] of Object.entries(manifest)) expect(hash).toBe(hashOf(text));
});

test.each(doors)(
  'over %s an operation of our clients is answered without its text, by its hash, in either form',
  async (_door, ask) => {
    expect(await ask(clinic.jane, persisted(hashOf(VIEWER)))).toEqual(viewer);
    expect(await ask(clinic.jane, { documentId: `sha256:${hashOf(VIEWER)}` })).toEqual(viewer);
  },
);

test.each(doors)(
  'over %s an unknown operation is asked for with its text, and from then on without it, through either door',
  async (door, ask) => {
    const query = `{ viewer { id } } # first over ${door}`;
    const byHash = persisted(hashOf(query));
    expect(await ask(clinic.jane, byHash)).toBeRefused('PERSISTED_QUERY_NOT_FOUND');
    expect(await ask(clinic.jane, { documentId: `sha256:${hashOf(query)}` })).toBeRefused(
      'PERSISTED_QUERY_NOT_FOUND',
    );
    expect(await ask(clinic.jane, { query, ...byHash })).toEqual(viewer);
    expect(await overHttp(clinic.jane, byHash)).toEqual(viewer);
    expect(await overWebSocket(clinic.jane, byHash)).toEqual(viewer);
  },
);

test.each(doors)(
  'over %s a text under the hash of another one is refused, and not kept',
  async (_door, ask) => {
    const others = persisted(hashOf('{ viewer { roles } }'));
    expect(await ask(clinic.jane, { query: '{ viewer { name } }', ...others })).toBeRefused('BAD_USER_INPUT');
    expect(await ask(clinic.jane, others)).toBeRefused('PERSISTED_QUERY_NOT_FOUND');
  },
);

test.each(doors)('over %s a malformed name of an operation is refused', async (_door, ask) => {
  const names = [
    { documentId: hashOf(VIEWER) },
    { documentId: 'sha256:abc' },
    { documentId: 7 },
    { extensions: { persistedQuery: { version: 2, sha256Hash: hashOf(VIEWER) } } },
    { extensions: { persistedQuery: 'Viewer' } },
  ];
  for (const name of names) expect(await ask(clinic.jane, name)).toBeRefused('BAD_USER_INPUT');
});

test.each(doors)('over %s what a mutation does, it does by its hash as well', async (_door, ask) => {
  await clinic.book();
  await clinic.john.start('123');
  const { data } = await ask(clinic.jane, {
    ...persisted(hashOf(JOIN)),
    variables: { appointmentId: '123' },
  });
  expect(data).toMatchObject({ joinTelehealth: { roomName: 'apt123' } });
});

test('by GET a query may be asked by its hash, a mutation may not', async () => {
  await clinic.book();
  const get = async (parameters: Record<string, string>) => {
    const headers = {
      authorization: `Bearer ${await clinic.jane.token()}`,
      'apollo-require-preflight': 'true',
    };
    return fetch(`${clinic.url}/graphql?${new URLSearchParams(parameters)}`, { headers });
  };
  const byEitherName = (text: string) => [
    { documentId: `sha256:${hashOf(text)}` },
    { extensions: JSON.stringify(persisted(hashOf(text)).extensions) },
  ];
  for (const name of byEitherName(VIEWER)) expect(await (await get(name)).json()).toEqual(viewer);
  for (const name of byEitherName(JOIN)) {
    const answer = await get({ ...name, variables: JSON.stringify({ appointmentId: '123' }) });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  }
  expect(await clinic.auditLog()).toEqual([]);
});

test.each(doors)(
  'where only trusted documents count, over %s everything else is refused, however it is asked',
  async (_door, ask) => {
    const { jane } = await serveWith(clinic, onlyTrusted);
    const query = '{ viewer { id } }';
    for (const asked of [
      { query },
      { query, ...persisted(hashOf(query)) },
      { query, ...persisted(hashOf(VIEWER)) },
      { query: '{ viewer { id' },
    ])
      expect(await ask(jane, asked)).toBeRefused('QUERY_NOT_IN_SAFELIST');
    expect(await ask(jane, persisted(hashOf(query)))).toBeRefused('PERSISTED_QUERY_NOT_FOUND');
    expect(await ask(jane, persisted(hashOf(VIEWER)))).toEqual(viewer);
    expect(await ask(jane, { query: VIEWER })).toEqual(viewer);
    expect(await ask(jane, { query: VIEWER, ...persisted(hashOf(VIEWER)) })).toEqual(viewer);
  },
);

test.each(doors)(
  'where only trusted documents count, over %s a gateway asks what it likes, for itself alone',
  async (_door, ask) => {
    const { jane, url } = await serveWith(clinic, onlyTrusted);
    const claims = { role: 'PATIENT', org_id: 1, patient_id: 89 };
    const gateway = new Person(url, claims, { 'x-gateway-secret': GATEWAY_SECRET });
    const query = '{ viewer { id name } }';
    const byHash = persisted(hashOf(query));
    expect(await ask(gateway, { query, ...byHash })).toEqual(viewer);
    expect(await ask(gateway, byHash)).toEqual(viewer);
    expect(await ask(jane, byHash)).toBeRefused('PERSISTED_QUERY_NOT_FOUND');
    expect(await ask(new Person(url, claims, { 'x-gateway-secret': 'not it' }), { query })).toBeRefused(
      'QUERY_NOT_IN_SAFELIST',
    );
  },
);

test('without a secret nobody passes for a gateway', async () => {
  const { jane } = await serveWith(clinic, { TRUSTED_DOCUMENTS: 'only' });
  for (const [, ask] of doors)
    expect(await ask(jane, { query: '{ viewer { id } }' })).toBeRefused('QUERY_NOT_IN_SAFELIST');
});

test('no answer may be kept on the way', async () => {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${await clinic.jane.token()}`,
  };
  for (const query of [VIEWER, '{ viewer { id', '{ appointment(id: "1") { id } }']) {
    const answer = await fetch(`${clinic.url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
});
