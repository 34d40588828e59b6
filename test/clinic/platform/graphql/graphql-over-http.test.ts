import { expect, test } from 'vitest';
import { type Clinic, useClinic } from '../../../support/clinic.ts';
import type { Person } from '../../../support/people/person.ts';
import { serveWith } from '../../../support/servers/another-server.ts';

const clinic = useClinic();

const CLIENTS = {
  fetch: '*/*',
  urql: 'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
  apollo: 'application/graphql-response+json,application/json;q=0.9',
};

const PLAIN = { query: '{ viewer { id name roles } }' };
const FIRST =
  'query ($first: Int, $after: String) { appointments(first: $first, after: $after) { nodes { id patient { name } session { id } } totalCount } }';
const requests: [string, object, ((clinic: Clinic) => Person)?][] = [
  ['a query', PLAIN],
  ['a query with variables', { query: FIRST, variables: { first: 2 } }],
  ['a variable of the wrong kind', { query: FIRST, variables: { first: 'many' } }],
  ['a variable of the wrong value', { query: FIRST, variables: { first: 0 } }],
  ['variables that are none', { query: FIRST, variables: 'first' }],
  ['an unknown operation name', { ...PLAIN, operationName: 'Other' }],
  [
    'one of two operations',
    { query: 'query A { viewer { id } } query B { viewer { name } }', operationName: 'B' },
  ],
  ['neither of two operations', { query: 'query A { viewer { id } } query B { viewer { name } }' }],
  ['a refusal', { query: 'mutation { startTelehealthSession(appointmentId: "123") { session { id } } }' }],
  ['somebody who is nobody', PLAIN, ({ nobody }) => nobody],
  ['a subscription', { query: 'subscription { roomReady { ready } }' }],
  ['introspection', { query: '{ __schema { queryType { name } } }' }],
  [
    'conditions',
    { query: 'query ($no: Boolean = false) { viewer { id @include(if: $no) name @skip(if: $no) } }' },
  ],
  [
    'entities',
    {
      query:
        '{ _entities(representations: [{ __typename: "Appointment", id: "123" }, { __typename: "Patient", id: "7" }]) { __typename ... on Appointment { id provider { name } } } }',
    },
  ],
  ['a syntax error', { query: '{ viewer { id ' }],
  ['an unknown field', { query: '{ viewer { secrets } }' }],
];

async function ask(url: string, who: Person, body: object, accept: string) {
  const token = await who.token();
  const headers = {
    'content-type': 'application/json',
    accept,
    ...(token && { authorization: `Bearer ${token}` }),
  };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  const {
    date: _date,
    'x-request-id': _id,
    'keep-alive': _keepAlive,
    ...rest
  } = Object.fromEntries(answer.headers);
  return { status: answer.status, headers: rest, text: await answer.text() };
}

test.each(requests)(
  '%s is answered again as it was the first time, whatever the client accepts',
  async (_what, body, choose) => {
    const { url } = await serveWith(clinic, { RATE_LIMIT: 'off' });
    await clinic.book();
    const who = choose?.(clinic) ?? clinic.jane;
    for (const accept of Object.values(CLIENTS)) {
      // What this client accepts is learned from an answer; what it asks is new to this server.
      await ask(url, clinic.jane, { query: '{ viewer { roles } }' }, accept);
      const asked = 'query' in body ? { ...body, query: `${body.query} # ${accept}` } : body;
      const first = await ask(url, who, asked, accept);
      expect(await ask(url, who, asked, accept)).toEqual(first);
      expect(await ask(url, who, asked, accept)).toEqual(first);
    }
  },
);

test('a token that is not valid any more is noticed, whoever asked before', async () => {
  expect((await ask(clinic.url, clinic.jane, PLAIN, CLIENTS.fetch)).status).toBe(200);
  expect((await ask(clinic.url, clinic.jane, PLAIN, CLIENTS.fetch)).status).toBe(200);
  const refused = await ask(clinic.url, clinic.nobody, PLAIN, CLIENTS.fetch);
  expect([refused.status, JSON.parse(refused.text)]).toMatchObject([
    401,
    { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
  ]);
});

test('a GET with a token and no other header is answered, as urql sends it, the first time and again', async () => {
  const authorization = `Bearer ${await clinic.jane.token()}`;
  const query = `query=${encodeURIComponent('query ($first: Int) { appointments(first: $first) { totalCount } }')}`;
  const url = `${clinic.url}/graphql?${query}&variables=${encodeURIComponent('{"first":2}')}`;
  for (const _turn of [1, 2]) {
    const answer = await fetch(url, { headers: { accept: CLIENTS.urql, authorization } });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { data: { appointments: { totalCount: 0 } } },
    ]);
  }
});

test.each(Object.values(CLIENTS))('a GET that any page can send is blocked, accepting %s', async (accept) => {
  const query = encodeURIComponent('{ viewer { id } }');
  for (const _turn of [1, 2]) {
    const answer = await fetch(`${clinic.url}/graphql?query=${query}`, { headers: { accept } });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('Cross-Site Request Forgery'),
    ]);
  }
});

const START = { query: 'mutation { startTelehealthSession(appointmentId: "123") { session { id } } }' };
const asJson = JSON.stringify(START);
const asForm = new URLSearchParams(START).toString();
const asParts = `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${asJson}\r\n--x--\r\n`;

/** Requests that a page of another origin may send without asking first (CORS, simple requests): only these three types, or none. */
const forms: [
  string,
  { type?: string; body?: string | Uint8Array<ArrayBuffer>; method?: string; query?: string },
][] = [
  ['plain text', { type: 'text/plain', body: asJson }],
  ['plain text in UTF-8', { type: 'text/plain;charset=UTF-8', body: asJson }],
  ['plain text in capitals', { type: 'TEXT/PLAIN', body: asJson }],
  ['plain text that says it is JSON', { type: 'text/plain; application/json', body: asJson }],
  ['plain text with a parameter that says so', { type: 'text/plain;x=application/json', body: asJson }],
  ['a form', { type: 'application/x-www-form-urlencoded', body: asForm }],
  ['a form with JSON in it', { type: 'application/x-www-form-urlencoded; charset=utf-8', body: asJson }],
  ['a form of parts', { type: 'multipart/form-data; boundary=x', body: asParts }],
  ['a form of parts with JSON in it', { type: 'multipart/form-data', body: asJson }],
  ['bytes of no type', { body: new TextEncoder().encode(asJson) }],
  ['nothing, but an address', { query: `?${asForm}` }],
  ['an address', { method: 'GET', query: `?${asForm}` }],
];

test.each(forms)(
  '%s, as any page can send it, starts nothing, though the same was asked before',
  async (_what, { type, query = '', ...sent }) => {
    await clinic.book();
    await clinic.john.post(START);
    const before = await clinic.auditLog();
    const headers = {
      ...(type && { 'content-type': type }),
      authorization: `Bearer ${await clinic.john.token()}`,
    };
    const answer = await fetch(`${clinic.url}/graphql${query}`, { method: 'POST', ...sent, headers });
    // 405: a mutation by GET.
    expect([400, 405, 415]).toContain(answer.status);
    expect(await answer.json()).toEqual({ errors: [expect.anything()] });
    expect(await clinic.auditLog()).toEqual(before);
  },
);
