import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { isObjectType } from 'graphql';
import type { Client } from 'graphql-ws';
import { SignJWT } from 'jose';
import { beforeEach, expect, test, vi } from 'vitest';
import { useClinic } from '../support/clinic.ts';
import { ENTITY_TYPES, entitiesQuery, everyFieldOf, schema } from '../support/entities.ts';
import { operations } from '../support/openapi.ts';
import { absentLike, FOREIGN_IDS, furnishForeignClinic, TRACES } from '../support/people/foreign-clinic.ts';
import { Person } from '../support/people/person.ts';
import { openProduction } from '../support/servers/production.ts';

/** How often somebody guesses at what is another organization's; each guess is compared with one at what does not exist. */
const GUESSES = Number(process.env.GUESSES ?? 2_000);
/** A door whose times seem to differ is looked at again, by twice as many pairs each time: the machine may have been busy. */
const ROUNDS = 5;
const PAIRS_AT_FIRST = 32;
const DIFFERENCE_ALLOWED = 0.2;
vi.setConfig({ testTimeout: 240_000 + GUESSES * 40 });

const clinic = useClinic();
beforeEach(async () => {
  await furnishForeignClinic(clinic);
  await clinic.book();
});

type Door = (who: Guesser, id: number) => Promise<unknown>;
interface Guesser {
  name: string;
  person: Person;
  socket: Client;
  /** Where meetings are, of a server in production: elsewhere the rooms are there to be tried. */
  meet: string;
  /** The same of a server that has no Jitsi, where only organizations have their own. */
  meetWithout: string;
  /** What lets them into their own meeting, or its patient. */
  link: string;
  /** At which they guess, and nobody else: what one tries must not change what another is told. */
  ids: number[];
}

const gql =
  (query: string): Door =>
  ({ person }, id) =>
    person.graphql(query, { id: String(id) });
const rest =
  (method: 'GET' | 'POST', path: (id: number) => string, body?: (id: number) => object): Door =>
  async ({ person }, id) => {
    const { headers: _headers, ...answer } = await person.rest(
      method,
      `/api/telehealth${path(id)}`,
      body?.(id),
    );
    return answer;
  };
const overSocket =
  (query: string, variables: (id: number) => Record<string, unknown> = (id) => ({ id: String(id) })): Door =>
  async ({ socket }, id) => {
    const stream = socket.iterate({ query, variables: variables(id) });
    const { value } = await stream.next();
    await stream.return?.();
    return value;
  };

const READY =
  'subscription ($id: ID) { roomReady(appointmentId: $id) { ready roomName appointment { id status } } }';
/** In whichever way GraphQL may be asked over HTTP, a stream of events included. */
const overHttp =
  (method: 'GET' | 'POST', accept: string, query: string): Door =>
  async ({ person }, id) => {
    const asked = { query, variables: { id: String(id) } };
    const search = new URLSearchParams({ query, variables: JSON.stringify(asked.variables) });
    const headers = {
      accept,
      'apollo-require-preflight': 'yes',
      'content-type': 'application/json',
      ...(await person.credentials()),
    };
    const response =
      method === 'GET'
        ? await fetch(`${clinic.url}/graphql?${search}`, { headers })
        : await fetch(`${clinic.url}/graphql`, { method, headers, body: JSON.stringify(asked) });
    return { status: response.status, body: await response.text() };
  };

/** The page of a meeting, or the way to the other browser. The token is anew for each guess, but what it says is not. */
const meeting =
  (
    path: string,
    tokenFor: (who: Guesser, id: number) => Promise<string> | string,
    headers = {},
    at: 'meet' | 'meetWithout' = 'meet',
  ): Door =>
  async (who, id) => {
    const call = request(`${who[at]}/meet/apt${id}${path}?jwt=${await tokenFor(who, id)}`, {
      headers,
      agent: false,
    }).end();
    const [response] = await once(call, 'response');
    // Random for each page.
    return { status: response.statusCode, body: (await text(response)).replaceAll(/nonce="[^"]*"/g, '') };
  };
const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
const ownLink = ({ link }: Guesser) => link;
/** Says what theirs would say, but for the room and who signed it. */
const madeUp = (_who: Guesser, id: number) =>
  new SignJWT({
    iss: 'ciyex-app',
    aud: 'ciyex-telehealth',
    sub: 'meet.example.org',
    room: `apt${id}`,
    context: { user: { name: 'Jane' } },
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode('a secret that somebody thought of by themselves'));

const APPOINTMENT = `query ($id: ID!) { appointment(id: $id) ${everyFieldOf('Appointment')} }`;
const AUDIT =
  'query ($id: ID!) { auditLog(filter: { appointmentId: $id }, first: 100) { totalCount nodes { actor action appointmentId door code detail } } }';
const entities = (type: string) => ({
  query: entitiesQuery([type]),
  variables: (id: number) => ({
    of: [
      { __typename: type, id: String(id) },
      { __typename: type, id: '123' },
    ],
  }),
});

const TODAY = new Date().toISOString();
const cursor = (...key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');

const doors: [string, Door][] = [
  ['Query.appointment', gql(APPOINTMENT)],
  [
    'Query.appointments of a provider',
    gql(
      `query ($id: ID!) { appointments(filter: { providerId: $id }) { totalCount nodes ${everyFieldOf('Appointment', 1)} } }`,
    ),
  ],
  [
    'Query.telehealthMetrics of a provider',
    gql(
      'query ($id: ID!) { telehealthMetrics(from: "2020-01-01", to: "2030-12-31", providerId: $id) { totalSessions } }',
    ),
  ],
  ['Query.auditLog of an appointment', gql(AUDIT)],
  [
    'Query.auditLog of a person',
    gql('query ($id: ID!) { auditLog(filter: { actor: $id }) { totalCount } }'.replaceAll('ID!', 'String!')),
  ],
  [
    'Query.appointments from a cursor on',
    ({ person }, id) =>
      person.graphql(`query ($after: String) { appointments(after: $after) { totalCount nodes { id } } }`, {
        after: cursor(TODAY, id),
      }),
  ],
  ['Query.appointment by GET', overHttp('GET', 'application/json', APPOINTMENT)],
  [
    'Query.jitsiSettings',
    gql('query ($id: ID!) { jitsiSettings { key value default isSet } appointment(id: $id) { id } }'),
  ],
  [
    'Mutation.startTelehealthSession',
    gql(
      'mutation ($id: ID!) { startTelehealthSession(appointmentId: $id) { session { id } join { token } } }',
    ),
  ],
  [
    'Mutation.joinTelehealth',
    gql('mutation ($id: ID!) { joinTelehealth(appointmentId: $id) { token meetingUrl } }'),
  ],
  [
    'Mutation.joinTelehealth for one of their patients',
    ({ person }, id) =>
      person.graphql(
        'mutation ($who: String) { joinTelehealth(appointmentId: "123", identity: $who) { identity } }',
        {
          who: `patient-${id}`,
        },
      ),
  ],
  [
    'Mutation.changeJitsiSetting',
    gql('mutation ($id: ID!) { changeJitsiSetting(key: $id, value: "x") { key } }'),
  ],
  [
    'Mutation.endTelehealthSession',
    gql('mutation ($id: ID!) { endTelehealthSession(appointmentId: $id) { id status } }'),
  ],
  [
    'Mutation.saveSoapNote',
    gql(
      'mutation ($id: ID!) { saveSoapNote(appointmentId: $id, note: { plan: "x" }, expectedVersion: 0) { version plan } }',
    ),
  ],
  ...ENTITY_TYPES.map((type): [string, Door] => {
    const { query, variables } = entities(type);
    return [`Query._entities ${type}`, ({ person }, id) => person.graphql(query, variables(id))];
  }),
  [
    'POST /rooms',
    rest(
      'POST',
      () => '/rooms',
      (id) => ({ providerId: id, patientId: id, roomName: `apt${id}` }),
    ),
  ],
  [
    'POST /jitsi/join',
    rest(
      'POST',
      () => '/jitsi/join',
      (id) => ({ roomName: `apt${id}`, identity: `patient-${id}` }),
    ),
  ],
  [
    'POST /token',
    rest(
      'POST',
      () => '/token',
      (id) => ({ roomName: `practice-2-apt${id}-p${id}-pt${id}` }),
    ),
  ],
  ['GET /rooms/{roomName}/status', rest('GET', (id) => `/rooms/apt${id}/status`)],
  ['GET /sessions/{id}', rest('GET', (id) => `/sessions/${id}`)],
  [
    'POST /sessions/from-appointment',
    rest(
      'POST',
      () => '/sessions/from-appointment',
      (id) => ({ appointmentId: id }),
    ),
  ],
  [
    'POST /sessions for a patient',
    rest(
      'POST',
      () => '/sessions',
      (id) => ({ patientId: id }),
    ),
  ],
  ['POST /sessions/{id}/start', rest('POST', (id) => `/sessions/${id}/start`)],
  ['POST /sessions/{id}/end', rest('POST', (id) => `/sessions/${id}/end`)],
  ['POST /sessions/{id}/recording/start', rest('POST', (id) => `/sessions/${id}/recording/start`)],
  ['POST /sessions/{id}/recording/stop', rest('POST', (id) => `/sessions/${id}/recording/stop`)],
  ['WebSocket: appointment', overSocket(APPOINTMENT)],
  ['WebSocket: _entities', overSocket(entitiesQuery(['Patient']), entities('Patient').variables)],
  [
    'WebSocket: joinTelehealth',
    overSocket('mutation ($id: ID!) { joinTelehealth(appointmentId: $id) { token meetingUrl } }'),
  ],
  ['Subscription.roomReady', overSocket(READY)],
  ['Subscription.roomReady as events, by POST', overHttp('POST', 'text/event-stream', READY)],
  ['Subscription.roomReady as events, by GET', overHttp('GET', 'text/event-stream', READY)],
  ['/meet/{room} without a token', meeting('', () => '')],
  ['/meet/{room} with the token of another room', meeting('', ownLink)],
  ['/meet/{room} with a token made up', meeting('', madeUp)],
  ['/meet/{room}/signal with the token of another room', meeting('/signal', ownLink, UPGRADE)],
  ['/meet/{room}/signal with a token made up', meeting('/signal', madeUp, UPGRADE)],
  ['/meet/{room} with a token made up, of a server without a Jitsi', meeting('', madeUp, {}, 'meetWithout')],
  [
    '/meet/{room}/signal with a token made up, of a server without a Jitsi',
    meeting('/signal', madeUp, UPGRADE, 'meetWithout'),
  ],
];

/** Every role of the first practice, those who name the other one besides, and those whom the issuer gives a number of the other practice. */
const claims = {
  patient: { role: 'PATIENT', org_id: 1, patient_id: 89 },
  'another patient': { role: 'PATIENT', org_id: 1, patient_id: 90 },
  provider: { role: 'PROVIDER', org_id: 1, provider_id: 45 },
  admin: { role: 'ADMIN', org_id: 1, email: 'admin@example.com' },
  'all at once': {
    roles: ['PROVIDER', 'PATIENT', 'ADMIN'],
    org_id: 1,
    provider_id: 45,
    patient_id: 89,
    email: 'admin@example.com',
  },
  'an admin who points elsewhere': { role: 'ADMIN', org_id: 1, email: 'admin@example.com' },
  'a provider with a number of the others': { role: 'PROVIDER', org_id: 1, provider_id: 61 },
  'a patient with a number of the others': { role: 'PATIENT', org_id: 1, patient_id: 201 },
};
const ELSEWHERE = { 'x-org-id': '2', orgid: '2', 'x-org-alias': 'practice-2', 'x-tenant-name': 'practice-2' };

async function guessers(): Promise<Guesser[]> {
  const people = Object.entries(claims);
  const meet = await openProduction(clinic, {
    JITSI_SERVER_URL: 'https://meet.example.org',
    JITSI_APP_SECRET: 'the Jitsi secret of the server itself',
  });
  const meetWithout = await openProduction(clinic);
  await clinic.john.start('123');
  const link = String((await clinic.john.join('123')).data?.joinTelehealth.token);
  return Promise.all(
    people.map(async ([name, claim], index) => {
      const person = new Person(clinic.url, claim, name.includes('elsewhere') ? ELSEWHERE : {});
      const ids = FOREIGN_IDS.filter((_id, position) => position % people.length === index);
      return { name, person, socket: await person.connect(), meet, meetWithout, link, ids };
    }),
  );
}

const masked = (answer: unknown, id: number) => JSON.stringify(answer ?? null).replaceAll(String(id), '<id>');

/** Asks for what is another's and for what does not exist, in turns. Answers with how much longer the first took, as a ratio. */
async function compare(door: Door, who: Guesser, turn: number, problems: (problem: string) => void) {
  const id = who.ids[turn % who.ids.length] ?? raise();
  const times: number[] = [];
  const answers: string[] = [];
  const pair = turn % 2 ? [id, absentLike(id)] : [absentLike(id), id];
  for (const one of pair) {
    const startedAt = performance.now();
    const answer = await door(who, one);
    times.push(performance.now() - startedAt);
    answers.push(masked(answer, one));
  }
  for (const answer of answers) if (TRACES.test(answer)) problems(`a leak: ${answer.slice(0, 500)}`);
  if (answers[0] !== answers[1]) problems(`${answers[0]?.slice(0, 500)} is not ${answers[1]?.slice(0, 500)}`);
  const [first = 1, second = 1] = times;
  return turn % 2 ? first / second : second / first;
}

test(`${GUESSES} guesses at another organization’s ids, by everyone, through every door, find nothing and cannot tell it from nothing`, async () => {
  const people = await guessers();
  const problems = new Set<string>();
  const guessesOfEach = Math.ceil(GUESSES / people.length);
  await Promise.all(
    people.map(async (who) => {
      for (let guess = 0; guess < guessesOfEach; guess++) {
        const [name, door] = doors[guess % doors.length] ?? raise();
        await compare(door, who, Math.floor(guess / doors.length), (problem) =>
          problems.add(`${name}, ${who.name}: ${problem}`),
        );
      }
    }),
  );
  expect([...problems].slice(0, 10)).toEqual([]);
  await Promise.all(people.map(({ socket }) => socket.dispose()));
});

test('every operation that takes anything from its caller is one of these doors', () => {
  const fields = ['Query', 'Mutation', 'Subscription'].flatMap((type) => {
    const found = schema.getType(type);
    return isObjectType(found)
      ? Object.values(found.getFields()).flatMap(({ name, args }) =>
          args.length > 0 ? `${type}.${name}` : [],
        )
      : [];
  });
  // Those that name a visit or a person: the others are the same for everybody.
  const calls = operations
    .map(({ method, path }) => `${method} ${path.replace('/api/telehealth', '')}`)
    .filter((call) => !call.startsWith('POST /recording'));
  expect(fields.length + calls.length).toBeGreaterThan(15);
  expect(
    [...fields, ...calls].filter(
      (door) => !doors.some(([name]) => name === door || name.startsWith(`${door} `)),
    ),
  ).toEqual([]);
});

test('nor can it be told by the time that an answer takes', async () => {
  const people = await guessers();
  let suspects = doors;
  const ratios: Record<string, number> = {};
  for (let round = 0; round < ROUNDS && suspects.length > 0; round++) {
    for (const [name, door] of suspects)
      ratios[name] = await medianRatio(door, people, PAIRS_AT_FIRST * 2 ** round);
    suspects = suspects.filter(([name]) => Math.abs((ratios[name] ?? 0) - 1) > DIFFERENCE_ALLOWED);
  }
  expect(Object.fromEntries(suspects.map(([name]) => [name, ratios[name]]))).toEqual({});
  await Promise.all(people.map(({ socket }) => socket.dispose()));
});

/** Of pairs that were asked one right after the other, so that what slows the machine slows both. */
async function medianRatio(door: Door, people: Guesser[], pairs: number) {
  const ratios: number[] = [];
  for (let turn = 0; turn < pairs; turn++) {
    const who = people[Math.floor(turn / 2) % people.length] ?? raise();
    ratios.push(await compare(door, who, turn, () => undefined));
  }
  return ratios.sort((one, other) => one - other)[Math.floor(ratios.length / 2)] ?? raise();
}

function raise(): never {
  throw new Error('There is nobody to ask, or nothing to ask for');
}
