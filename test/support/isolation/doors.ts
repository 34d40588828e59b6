import { getNamedType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';
import { ENTITY_TYPES, entitiesQuery, everyFieldOf, schema } from '../entities.ts';
import {
  type Door,
  entities,
  gql,
  madeUp,
  meeting,
  overHttp,
  overSocket,
  ownLink,
  READY,
  rest,
  UPGRADE,
} from './ways-in.ts';

const APPOINTMENT = `query ($id: ID!) { appointment(id: $id) ${everyFieldOf('Appointment')} }`;
const AUDIT =
  'query ($id: ID!) { auditLog(filter: { appointmentId: $id }, first: 100) { totalCount nodes { actor action appointmentId door code detail } } }';

const OWN_NAMES = ['patient-89', 'provider-45', 'admin-1'];
/**
 * Without the refusals of those who guess, which only they get at this id: how many entries these become depends on the
 * minute in which they are refused.
 */
const auditLog: Door = async ({ person }, id) => {
  const { data, ...answer } = await person.graphql<{
    auditLog: { nodes: { actor: string; code: string | null }[] };
  }>(AUDIT, {
    id: String(id),
  });
  const isOwnRefusal = ({ actor, code }: { actor: string; code: string | null }) =>
    code !== null && OWN_NAMES.includes(actor);
  return { ...answer, entries: data?.auditLog.nodes.filter((entry) => !isOwnRefusal(entry)) };
};

const TODAY = new Date().toISOString();
const cursor = (...key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');

const written: [string, Door][] = [
  ['Query.appointment', gql(APPOINTMENT)],
  [
    'Query.appointments of a provider',
    gql(
      `query ($id: ID!) { appointments(filter: { providerId: $id }) { totalCount nodes ${everyFieldOf('Appointment', 1)} } }`,
    ),
  ],
  [
    'Query.appointments of a patient',
    gql('query ($id: ID!) { appointments(filter: { patientId: $id }) { totalCount nodes { id } } }'),
  ],
  [
    'Query.telehealthMetrics of a provider',
    gql(
      'query ($id: ID!) { telehealthMetrics(from: "2020-01-01", to: "2030-12-31", providerId: $id) { totalSessions } }',
    ),
  ],
  ['Query.auditLog of an appointment', auditLog],
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
    'Query.organizationSettings',
    gql('query ($id: ID!) { organizationSettings { key value default isSet } appointment(id: $id) { id } }'),
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
    'Mutation.changeOrganizationSettings',
    gql('mutation ($id: ID!) { changeOrganizationSettings(changes: [{ key: $id, value: "x" }]) { key } }'),
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
  [
    'POST /rooms without an appointment',
    rest(
      'POST',
      () => '/rooms',
      (id) => ({ providerId: id, patientId: id, roomName: `p${id}-pr${id}-1767000000000` }),
    ),
  ],
  [
    'POST /jitsi/join without an appointment',
    rest(
      'POST',
      () => '/jitsi/join',
      (id) => ({ roomName: `p${id}-pr${id}-1767000000000` }),
    ),
  ],
  [
    'GET /rooms/{roomName}/status without an appointment',
    rest('GET', (id) => `/rooms/p${id}-pr${id}-1767000000000/status`),
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
  ['/meet/{room}/watch with the token of another room', meeting('/watch', ownLink, UPGRADE)],
  ['/meet/{room}/watch with a token made up', meeting('/watch', madeUp, UPGRADE)],
  ['/meet/{room} with a token made up, of a server without a Jitsi', meeting('', madeUp, {}, 'meetWithout')],
  [
    '/meet/{room}/signal with a token made up, of a server without a Jitsi',
    meeting('/signal', madeUp, UPGRADE, 'meetWithout'),
  ],
];

/** An operation that needs one id and nothing else has its door by itself. */
const byIdAlone = ['Query', 'Mutation'].flatMap((root) => {
  const found = schema.getType(root);
  return Object.values(isObjectType(found) ? found.getFields() : {}).flatMap(
    ({ name, args, type }): [string, Door][] => {
      const [id, ...others] = args.filter(isRequiredArgument);
      if (String(id?.type) !== 'ID!' || others.length > 0) return [];
      const selection = isLeafType(getNamedType(type)) ? '' : '{ __typename }';
      const query = `${root.toLowerCase()} ($id: ID!) { ${name}(${id?.name}: $id) ${selection} }`;
      return [[`${root}.${name}`, gql(query)]];
    },
  );
});

const isWritten = (name: string) => written.some(([other]) => other === name);

/** Every way to name what is another organization’s. */
export const doors = [...written, ...byIdAlone.filter(([name]) => !isWritten(name))];
