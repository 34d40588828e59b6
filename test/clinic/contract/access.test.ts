import { type GraphQLObjectType, getNamedType } from 'graphql';
import { expect, test } from 'vitest';
import { type Clinic, useClinic } from '../../support/clinic.ts';
import { schema } from '../../support/entities.ts';
import type { Person } from '../../support/people/person.ts';

const clinic = useClinic();

/** Everyone who may stand at a door, in the order of the table's columns. */
const people = ['nobody', 'stranger', 'outsider', 'otherAdmin', 'jane', 'colleague', 'admin', 'john'] as const satisfies (keyof Clinic)[];
type Answers = readonly [string, string, string, string, string, string, string, string];

const gql = (query: string) => async (who: Person) => {
  const { data, errors } = await who.graphql<Record<string, unknown>>(query);
  return errors?.[0]?.extensions.code ?? (Object.values(data ?? {})[0] === null ? 'null' : 'ok');
};
/** A path that does not begin with /api/ lies below /api/telehealth. */
const rest = (method: 'GET' | 'POST', path: string, body?: object) => async (who: Person) => {
  const { status } = await who.rest(method, path.replace(/^(?!\/api\/)/, '/api/telehealth'), body);
  return String(status);
};
const watching = (appointmentId?: string) => async (who: Person) => {
  const stream = await who.watch(appointmentId);
  const answer = await stream.next().then(
    () => 'ok',
    (error: { code?: number; errors?: { extensions: { code: string } }[] }) => error.errors?.[0]?.extensions.code ?? String(error.code),
  );
  await stream.stop();
  return answer;
};
const entity = (type: string, id: string) => async (who: Person) => {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { id } } }`;
  const { data, errors } = await who.graphql<{ _entities: ({ id: string } | null)[] }>(query, { of: [{ __typename: type, id }] });
  return errors?.[0]?.extensions.code ?? (data?._entities[0] ? 'ok' : 'null');
};

const no = 'UNAUTHENTICATED';
const forbidden = 'FORBIDDEN';
const absent = 'NOT_FOUND';

/** Every operation, asked by everyone about appointment 123 of Dr. Smith (john) and Jane, started by nobody yet. */
//                                                                              nobody  stranger   outsider   otherAdmin  jane              colleague  admin      john
const table: [string, (who: Person) => Promise<string>, Answers][] = [
  ['Query.viewer', gql('{ viewer { id } }'),                                      [no,    'ok',      'ok',      'ok',       'ok',             'ok',      'ok',      'ok']],
  ['Query.appointment', gql('{ appointment(id: "123") { id } }'),                 [no,    'null',    'null',    'null',     'ok',             'ok',      'ok',      'ok']],
  ['Query.appointments', gql('{ appointments { totalCount } }'),                  [no,    'ok',      'ok',      'ok',       'ok',             'ok',      'ok',      'ok']],
  ['Query.telehealthMetrics', gql('{ telehealthMetrics(from: "2026-01-01", to: "2026-12-31") { period } }'),
                                                                                  [no,    forbidden, 'ok',      'ok',       forbidden,        'ok',      'ok',      'ok']],
  ['Query.auditLog', gql('{ auditLog { totalCount } }'),                          [no,    forbidden, forbidden, 'ok',       forbidden,        forbidden, 'ok',      forbidden]],
  ['Query.jitsiSettings', gql('{ jitsiSettings { key } }'),                       [no,    forbidden, forbidden, 'ok',       forbidden,        forbidden, 'ok',      forbidden]],
  ['Query.jitsiFindings', gql('{ jitsiFindings { code } }'),                      [no,    forbidden, forbidden, 'ok',       forbidden,        forbidden, 'ok',      forbidden]],
  ['Query.organizationSettings', gql('{ organizationSettings { key } }'),         [no,    forbidden, forbidden, 'ok',       forbidden,        forbidden, 'ok',      forbidden]],
  ['Query.organizationFindings', gql('{ organizationFindings { code } }'),        [no,    forbidden, forbidden, 'ok',       forbidden,        forbidden, 'ok',      forbidden]],
  ['Query._service', gql('{ _service { sdl } }'),                                 [no,    'ok',      'ok',      'ok',       'ok',             'ok',      'ok',      'ok']],
  ['Query._entities', entity('Appointment', '123'),                               [no,    'null',    'null',    'null',     'ok',             'ok',      'ok',      'ok']],
  ['Mutation.startTelehealthSession', gql('mutation { startTelehealthSession(appointmentId: "123") { session { id } } }'),
                                                                                  [no,    absent,    absent,    absent,     forbidden,        forbidden, forbidden, 'ok']],
  ['Mutation.joinTelehealth', gql('mutation { joinTelehealth(appointmentId: "123") { token } }'),
                                                                                  [no,    absent,    absent,    absent,     'ROOM_NOT_READY', forbidden, forbidden, 'ok']],
  ['Mutation.joinTelehealth for the patient', gql('mutation { joinTelehealth(appointmentId: "123", identity: "patient-89") { token } }'),
                                                                                  [no,    absent,    absent,    absent,     'ROOM_NOT_READY', forbidden, forbidden, 'ROOM_NOT_READY']],
  ['Mutation.endTelehealthSession', gql('mutation { endTelehealthSession(appointmentId: "123") { id } }'),
                                                                                  [no,    absent,    absent,    absent,     forbidden,        forbidden, forbidden, 'CONFLICT']],
  ['Mutation.saveSoapNote', gql('mutation { saveSoapNote(appointmentId: "123", note: { plan: "x" }) { version } }'),
                                                                                  [no,    absent,    absent,    absent,     forbidden,        forbidden, forbidden, 'ok']],
  ['Mutation.changeOrganizationSettings', gql('mutation { changeOrganizationSettings(changes: [{ key: "jitsi.e2ee", value: "true" }]) { key } }'),
                                                                                  [no,    forbidden, forbidden, 'ok',       forbidden,        forbidden, 'ok',      forbidden]],
  ['Mutation.changeJitsiSetting', gql('mutation { changeJitsiSetting(key: "jitsi.e2ee", value: "true") { key } }'),
                                                                                  [no,    forbidden, forbidden, 'ok',       forbidden,        forbidden, 'ok',      forbidden]],
  ['Subscription.roomReady', watching('123'),                                     ['4403', absent,   absent,    absent,     'ok',             forbidden, forbidden, 'ok']],
  ['POST /rooms', rest('POST', '/rooms', { providerId: 45, patientId: 89, roomName: 'apt123' }),
                                                                                  ['401', '404',     '404',     '404',      '403',            '403',     '403',     '200']],
  ['POST /jitsi/join', rest('POST', '/jitsi/join', { roomName: 'apt123' }),       ['401', '404',     '404',     '404',      '404',            '404',     '404',     '200']],
  ['POST /token', rest('POST', '/token', { roomName: 'apt123' }),                 ['401', '404',     '404',     '404',      '404',            '404',     '404',     '200']],
  ['GET /rooms/{roomName}/status', rest('GET', '/rooms/apt123/status'),           ['401', '404',     '404',     '404',      '200',            '200',     '200',     '200']],
  ['POST /sessions/from-appointment', rest('POST', '/sessions/from-appointment', { appointmentId: 123 }),
                                                                                  ['401', '404',     '404',     '404',      '404',            '403',     '403',     '200']],
  ['GET /sessions/{id}', rest('GET', '/sessions/123'),                            ['401', '404',     '404',     '404',      '404',            '403',     '403',     '200']],
  ['POST /sessions/{id}/start', rest('POST', '/sessions/123/start'),              ['401', '404',     '404',     '404',      '403',            '403',     '403',     '200']],
  ['POST /sessions/{id}/end', rest('POST', '/sessions/123/end'),                  ['401', '404',     '404',     '404',      '403',            '403',     '403',     '409']],
  ['POST /sessions', rest('POST', '/sessions', { patientId: 89 }),                ['401', '404',     '404',     '404',      '403',            '200',     '403',     '200']],
  ['POST /sessions/{id}/recording/start', rest('POST', '/sessions/123/recording/start'),
                                                                                  ['401', '404',     '404',     '404',      '403',            '403',     '403',     '409']],
  ['POST /recording/start', rest('POST', '/recording/start', { mode: 'COMPOSITE' }),
                                                                                  ['401', '403',     '409',     '403',      '403',            '409',     '403',     '409']],
  ['POST /recording/stop', rest('POST', '/recording/stop'),                       ['401', '403',     '409',     '403',      '403',            '409',     '403',     '409']],
  ['POST /sessions/{id}/recording/stop', rest('POST', '/sessions/123/recording/stop'),
                                                                                  ['401', '404',     '404',     '404',      '403',            '403',     '403',     '409']],
];

/** Everyone may ask it of the same clinic: a change would show itself in the next one's answer. */
const isRead = (operation: string) => /^(Query\.|GET )/.test(operation);

test.each(table)('%s answers everyone as it should', async (operation, ask, answers) => {
  const given: string[] = [];
  for (const [column, person] of people.entries()) {
    const isChanged = column > 0 && !isRead(operation);
    if (isChanged) await clinic.reset();
    if (isChanged || column === 0) await clinic.book();
    given.push(await ask(clinic[person]));
  }
  expect(Object.fromEntries(people.map((person, column) => [person, given[column]]))).toEqual(
    Object.fromEntries(people.map((person, column) => [person, answers[column]])),
  );
});

test('every operation of the schema and every REST route has its row', async () => {
  const operations = ['Query', 'Mutation', 'Subscription'].flatMap((root) =>
    Object.keys((getNamedType(schema.getType(root)) as GraphQLObjectType).getFields()).map((field) => `${root}.${field}`),
  );
  const document = (await (await fetch(`${clinic.url}/api/openapi.json`)).json()) as { paths: Record<string, Record<string, unknown>> };
  const routes = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/telehealth', '')}`));
  const rows = table.map(([operation]) => operation);
  expect([...operations, ...routes].filter((operation) => !rows.includes(operation))).toEqual([]);
});
