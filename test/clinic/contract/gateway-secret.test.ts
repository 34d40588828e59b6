import { expect, test } from 'vitest';
import { type Clinic, useClinic } from '../../support/clinic.ts';
import { entitiesQuery, overHttp, overWebSocket } from '../../support/entities.ts';
import { Person } from '../../support/people/person.ts';
import { serveWith } from '../../support/servers/another-server.ts';

const clinic = useClinic();

const GATEWAY_SECRET = 'a-gateway-secret-of-this-clinic-0123456789';
const PRODUCTION = {
  NODE_ENV: 'production',
  CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 'a-key-of-this-clinic').toString('base64url'),
  JITSI_SERVER_URL: 'https://meet.example.org',
  JITSI_APP_SECRET: 'a-jitsi-secret-of-this-clinic-0123456789',
};

const john = { role: 'PROVIDER', org_id: 1, provider_id: 45 };
const outsider = { role: 'PROVIDER', org_id: 2, provider_id: 61 };
/** Someone for whom a gateway speaks that shows this. */
const through = ({ url }: Clinic, claims: object | undefined, secret: string, header = 'x-gateway-secret') =>
  new Person(url, claims, { [header]: secret });

const SERVICE = '{ _service { sdl } }';
const ENTITIES = entitiesQuery(['Appointment']);
const of = [{ __typename: 'Appointment', id: '123' }];

/** The same question in every way it can be put. */
const disguises = [
  SERVICE,
  '{ harmless: _service { text: sdl } }',
  'query Q { viewer { id } ...Rest } fragment Rest on Query { ...More } fragment More on Query { x: _service { sdl } }',
  '{ ... on Query { _service { __typename } } }',
  'query ($yes: Boolean = true) { _service @include(if: $yes) { sdl } viewer { id } }',
  '{ _entities(representations: [{ __typename: "Appointment", id: "123" }]) { __typename } }',
  '{ viewer { id } e: _entities(representations: []) { ... on Appointment { id } } }',
];

const NOT_THE_SECRET = [
  '',
  ' ',
  'undefined',
  GATEWAY_SECRET.slice(0, -1),
  `${GATEWAY_SECRET}0`,
  GATEWAY_SECRET.toUpperCase(),
  `Bearer ${GATEWAY_SECRET}`,
];

test('with a secret, whoever does not show it may ask neither _entities nor _service, however they put it', async () => {
  await clinic.book();
  const guarded = await serveWith(clinic, { GATEWAY_SECRET });
  const callers = [
    guarded.john,
    guarded.admin,
    ...NOT_THE_SECRET.map((secret) => through(guarded, john, secret)),
  ];
  for (const ask of [overHttp, overWebSocket]) {
    for (const query of disguises) expect(await ask(guarded.john, query)).toBeRefused('FORBIDDEN');
    for (const caller of callers) {
      const answers = [await ask(caller, SERVICE), await ask(caller, ENTITIES, { of })];
      for (const answer of answers) {
        expect(answer).toBeRefused('FORBIDDEN');
        expect(answer.data ?? null).toBeNull();
        expect(answer.errors?.[0]?.message).toMatch(
          /^Only a gateway that shows its secret may ask for _(service|entities)$/,
        );
        expect(JSON.stringify(answer)).not.toContain(GATEWAY_SECRET);
      }
    }
  }
  expect((await guarded.john.graphql('{ appointment(id: "123") { id } }')).data).toEqual({
    appointment: { id: '123' },
  });
});

test('with a secret, the gateway is answered, over HTTP and WebSocket, and sees what whoever it speaks for may see', async () => {
  await clinic.book();
  const guarded = await serveWith(clinic, { GATEWAY_SECRET });
  for (const ask of [overHttp, overWebSocket]) {
    for (const header of ['x-gateway-secret', 'X-Gateway-Secret']) {
      expect(
        (await ask(through(guarded, john, GATEWAY_SECRET, header), ENTITIES, { of })).data?._entities,
      ).toMatchObject([{ id: '123' }]);
      expect(
        (await ask(through(guarded, outsider, GATEWAY_SECRET, header), ENTITIES, { of })).data?._entities,
      ).toEqual([null]);
    }
    expect((await ask(through(guarded, john, GATEWAY_SECRET), SERVICE)).data).toMatchObject({
      _service: { sdl: expect.stringContaining('@key') },
    });
  }
});

test('the secret alone shows nothing: somebody must be asking', async () => {
  const guarded = await serveWith(clinic, { GATEWAY_SECRET });
  const gateway = through(guarded, undefined, GATEWAY_SECRET);
  for (const ask of [overHttp, overWebSocket]) {
    for (const query of [
      SERVICE,
      '{ viewer { id } }',
      'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }',
    ])
      expect(await ask(gateway, query, { of })).toBeRefused('UNAUTHENTICATED');
  }
});

test('who showed the secret once is not remembered for it', async () => {
  await clinic.book();
  const guarded = await serveWith(clinic, { GATEWAY_SECRET });
  expect((await overHttp(through(guarded, john, GATEWAY_SECRET), ENTITIES, { of })).errors).toBeUndefined();
  expect(await overHttp(through(guarded, john, ''), ENTITIES, { of })).toBeRefused('FORBIDDEN');
});

test('without a secret, production tells nobody its schema, while entities obey the viewer', async () => {
  await clinic.book();
  const open = await serveWith(clinic, PRODUCTION);
  for (const ask of [overHttp, overWebSocket]) {
    for (const caller of [open.john, open.admin, through(open, john, ''), through(open, john, 'undefined')])
      expect(await ask(caller, SERVICE)).toBeRefused('FORBIDDEN');
    expect((await ask(open.john, ENTITIES, { of })).data?._entities).toMatchObject([{ id: '123' }]);
    expect((await ask(open.outsider, ENTITIES, { of })).data?._entities).toEqual([null]);
  }
});

test('in production, too, the gateway that shows its secret is told the schema', async () => {
  const guarded = await serveWith(clinic, { ...PRODUCTION, GATEWAY_SECRET });
  const { data } = await overHttp(through(guarded, john, GATEWAY_SECRET), SERVICE);
  expect(data).toMatchObject({ _service: { sdl: expect.stringContaining('type Appointment') } });
});
