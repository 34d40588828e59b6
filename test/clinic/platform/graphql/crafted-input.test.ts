import { expect, test } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';

const clinic = useClinic();

const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const DATE = '2026-11-23T14:00:00.000Z';

const cursors: unknown[] = [
  [5, 5],
  [1e308, 5],
  ['0000-01-01T00:00:00Z', 1],
  [DATE, 1.5],
  [DATE, DATE],
  [DATE, 1e15],
  [DATE, 2 ** 31],
  [DATE, '123'],
  [DATE, null],
  ['10000-01-01T00:00:00Z', 1],
  ['2026-02-30T00:00:00Z', 1],
  ['infinity', 1],
  [DATE],
  [DATE, 1, 1],
  [1],
  [[DATE, 1]],
  { 0: DATE, 1: 1 },
  'x',
  null,
  5,
];

test.each(cursors.map((value) => [value]))('%j is no cursor of the appointments', async (value) => {
  await clinic.book();
  const answer = await clinic.john.graphql(
    'query ($after: String) { appointments(after: $after) { nodes { id } } }',
    { after: cursorOf(value) },
  );
  expect(answer).toBeRefused('BAD_USER_INPUT');
});

test.each([[1.5], [1e308], [2 ** 53], [DATE], [DATE, 1], ['x'], [[]], [null], []].map((value) => [value]))(
  '%j is no cursor of the audit log',
  async (value) => {
    const answer = await clinic.admin.graphql(
      'query ($after: String) { auditLog(after: $after) { nodes { id } } }',
      { after: cursorOf(value) },
    );
    expect(answer).toBeRefused('BAD_USER_INPUT');
  },
);

test('a cursor before the first and behind the last row of a list is one', async () => {
  const id = await clinic.book();
  const ids = async (after: unknown) => {
    const query = 'query ($after: String) { appointments(after: $after) { nodes { id } } }';
    const { data } = await clinic.john.graphql<{ appointments: { nodes: { id: string }[] } }>(query, {
      after: cursorOf(after),
    });
    return data?.appointments.nodes.map((node) => node.id);
  };
  expect(await ids(['9999-12-31T23:59:59.999Z', 2 ** 31 - 1])).toEqual([id]);
  expect(await ids(['0001-01-01T00:00:00.000Z', 1])).toEqual([]);
});

const times = [
  '0000-01-01T00:00:00Z',
  '0000-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00+00:01',
  '9999-12-31T23:59:59-00:01',
];

test.each(times)('%s is a time that nobody can mean, as a variable and written out', async (time) => {
  await clinic.book();
  for (const [list, filter] of [
    ['appointments', 'AppointmentFilter'],
    ['auditLog', 'AuditFilter'],
  ])
    for (const key of ['from', 'to']) {
      const query = `query ($filter: ${filter}) { ${list}(filter: $filter) { totalCount } }`;
      expect(await clinic.admin.graphql(query, { filter: { [key]: time } })).toBeRefused('BAD_USER_INPUT');
      const written = `{ ${list}(filter: { ${key}: "${time}" }) { totalCount } }`;
      expect(await clinic.admin.graphql(written)).toBeRefused('BAD_USER_INPUT');
    }
});

test.each([
  ['0000-01-01', '2026-01-01'],
  ['0000-02-29', '9999-12-31'],
])('usage from %s to %s is refused, as variables and written out', async (from, to) => {
  const query = 'query ($from: Date!, $to: Date!) { telehealthMetrics(from: $from, to: $to) { period } }';
  expect(await clinic.admin.graphql(query, { from, to })).toBeRefused('BAD_USER_INPUT');
  const written = `{ telehealthMetrics(from: "${from}", to: "${to}") { period } }`;
  expect(await clinic.admin.graphql(written)).toBeRefused('BAD_USER_INPUT');
});

test('the first and the last day that there are can be asked for', async () => {
  await clinic.book();
  const filter = '{ from: "0001-01-01T00:00:00Z", to: "9999-12-31T23:59:59.999Z" }';
  const query = `{
    appointments(filter: ${filter}) { totalCount }
    telehealthMetrics(from: "0001-01-01", to: "9999-12-31") { period }
  }`;
  expect(await clinic.admin.graphql(query)).toMatchObject({
    data: { appointments: { totalCount: 1 }, telehealthMetrics: [] },
  });
});

test.each(['a\u0000b', '\u0000'])(
  'a text with NUL is refused wherever it is kept or compared',
  async (text) => {
    const id = await clinic.book();
    expect(await clinic.john.saveNote(id, { plan: text })).toBeRefused('BAD_USER_INPUT');
    const filtered = 'query ($text: String) { appointments(filter: { visitType: $text }) { totalCount } }';
    expect(await clinic.john.graphql(filtered, { text })).toBeRefused('BAD_USER_INPUT');
    const searched =
      'query ($text: String) { auditLog(filter: { actor: $text, action: $text }) { totalCount } }';
    expect(await clinic.admin.graphql(searched, { text })).toBeRefused('BAD_USER_INPUT');
    const set = 'mutation ($text: String) { changeJitsiSetting(key: "jitsi.app_id", value: $text) { key } }';
    expect(await clinic.admin.graphql(set, { text })).toBeRefused('BAD_USER_INPUT');
    const secret =
      'mutation ($text: String) { changeJitsiSetting(key: "jitsi.app_secret", value: $text) { key } }';
    expect(
      (await clinic.admin.graphql(secret, { text: text.repeat(40) })).errors?.[0]?.extensions.code,
    ).not.toBe('INTERNAL_SERVER_ERROR');
  },
);

test('half of a pair of surrogates is kept as the sign for what cannot be read', async () => {
  const id = await clinic.book();
  const { data } = await clinic.john.saveNote(id, { plan: 'cough\ud800', subjective: '🩺' });
  expect(data?.saveSoapNote).toMatchObject({ plan: expect.stringMatching(/^cough/), subjective: '🩺' });
  const again = await clinic.john.graphql('{ appointment(id: "123") { note { plan } } }');
  expect(again.data).toEqual({ appointment: { note: { plan: 'cough\ufffd' } } });
});
