import type { Client } from 'graphql-ws';
import { beforeEach, expect, test, vi } from 'vitest';
import { useClinic } from '../support/clinic.ts';
import { ENTITY_TYPES, entitiesQuery, everyFieldOf } from '../support/entities.ts';
import { absentLike, FOREIGN_IDS, furnishForeignClinic, TRACES } from '../support/foreign-clinic.ts';
import { Person } from '../support/person.ts';

/** How often somebody guesses at what is another organization's; each guess is compared with one at what does not exist. */
const GUESSES = Number(process.env.GUESSES ?? 2_000);
/** How often a door whose times seem to differ is looked at, and by how many pairs: the machine may have been busy. */
const ROUNDS = 3;
const PAIRS_OF_A_ROUND = 32;
const DIFFERENCE_ALLOWED = 0.2;
vi.setConfig({ testTimeout: 120_000 + GUESSES * 20 });

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
    const { headers: _headers, ...answer } = await person.rest(method, `/api/telehealth${path(id)}`, body?.(id));
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

const doors: [string, Door][] = [
  ['Query.appointment', gql(APPOINTMENT)],
  [
    'Query.appointments of a provider',
    gql(`query ($id: ID!) { appointments(filter: { providerId: $id }) { totalCount nodes ${everyFieldOf('Appointment', 1)} } }`),
  ],
  [
    'Query.telehealthMetrics of a provider',
    gql('query ($id: ID!) { telehealthMetrics(from: "2020-01-01", to: "2030-12-31", providerId: $id) { totalSessions } }'),
  ],
  ['Query.auditLog of an appointment', gql(AUDIT)],
  ['Query.auditLog of a person', gql('query ($id: ID!) { auditLog(filter: { actor: $id }) { totalCount } }'.replaceAll('ID!', 'String!'))],
  ['Query.jitsiSettings', gql('query ($id: ID!) { jitsiSettings { key value default isSet } appointment(id: $id) { id } }')],
  [
    'Mutation.startTelehealthSession',
    gql('mutation ($id: ID!) { startTelehealthSession(appointmentId: $id) { session { id } join { token } } }'),
  ],
  ['Mutation.joinTelehealth', gql('mutation ($id: ID!) { joinTelehealth(appointmentId: $id) { token meetingUrl } }')],
  ['Mutation.endTelehealthSession', gql('mutation ($id: ID!) { endTelehealthSession(appointmentId: $id) { id status } }')],
  [
    'Mutation.saveSoapNote',
    gql('mutation ($id: ID!) { saveSoapNote(appointmentId: $id, note: { plan: "x" }, expectedVersion: 0) { version plan } }'),
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
  ['WebSocket: appointment', overSocket(APPOINTMENT)],
  ['WebSocket: _entities', overSocket(entitiesQuery(['Patient']), entities('Patient').variables)],
  ['WebSocket: joinTelehealth', overSocket('mutation ($id: ID!) { joinTelehealth(appointmentId: $id) { token meetingUrl } }')],
  [
    'Subscription.roomReady',
    overSocket('subscription ($id: ID) { roomReady(appointmentId: $id) { ready roomName appointment { id status } } }'),
  ],
];

/** Every role of the first practice, those who name the other one besides, and those whom the issuer gives a number of the other practice. */
const claims = {
  patient: { role: 'PATIENT', org_id: 1, patient_id: 89 },
  'another patient': { role: 'PATIENT', org_id: 1, patient_id: 90 },
  provider: { role: 'PROVIDER', org_id: 1, provider_id: 45 },
  admin: { role: 'ADMIN', org_id: 1, email: 'admin@example.com' },
  'all at once': { roles: ['PROVIDER', 'PATIENT', 'ADMIN'], org_id: 1, provider_id: 45, patient_id: 89, email: 'admin@example.com' },
  'an admin who points elsewhere': { role: 'ADMIN', org_id: 1, email: 'admin@example.com' },
  'a provider with a number of the others': { role: 'PROVIDER', org_id: 1, provider_id: 61 },
  'a patient with a number of the others': { role: 'PATIENT', org_id: 1, patient_id: 201 },
};
const ELSEWHERE = { 'x-org-id': '2', orgid: '2', 'x-org-alias': 'practice-2', 'x-tenant-name': 'practice-2' };

async function guessers(): Promise<Guesser[]> {
  const people = Object.entries(claims);
  return Promise.all(
    people.map(async ([name, claim], index) => {
      const person = new Person(clinic.url, claim, name.includes('elsewhere') ? ELSEWHERE : {});
      const ids = FOREIGN_IDS.filter((_id, position) => position % people.length === index);
      return { name, person, socket: await person.connect(), ids };
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
        await compare(door, who, Math.floor(guess / doors.length), (problem) => problems.add(`${name}, ${who.name}: ${problem}`));
      }
    }),
  );
  expect([...problems].slice(0, 10)).toEqual([]);
  await Promise.all(people.map(({ socket }) => socket.dispose()));
});

test('nor can it be told by the time that an answer takes', async () => {
  const people = await guessers();
  let suspects = doors;
  const ratios: Record<string, number> = {};
  for (let round = 0; round < ROUNDS && suspects.length > 0; round++) {
    for (const [name, door] of suspects) ratios[name] = await medianRatio(door, people);
    suspects = suspects.filter(([name]) => Math.abs((ratios[name] ?? 0) - 1) > DIFFERENCE_ALLOWED);
  }
  expect(Object.fromEntries(suspects.map(([name]) => [name, ratios[name]]))).toEqual({});
  await Promise.all(people.map(({ socket }) => socket.dispose()));
});

/** Of pairs that were asked one right after the other, so that what slows the machine slows both. */
async function medianRatio(door: Door, people: Guesser[]) {
  const ratios: number[] = [];
  for (let turn = 0; turn < PAIRS_OF_A_ROUND; turn++) {
    const who = people[Math.floor(turn / 2) % people.length] ?? raise();
    ratios.push(await compare(door, who, turn, () => undefined));
  }
  return ratios.sort((one, other) => one - other)[Math.floor(ratios.length / 2)] ?? raise();
}

function raise(): never {
  throw new Error('There is nobody to ask, or nothing to ask for');
}
