import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { overHttp, overWebSocket } from '../../support/entities.ts';

const clinic = useClinic();

const ASK = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Appointment { id status patient { id } provider { id } } } }`;

test('whatever else a representation says of itself is not believed', async () => {
  await clinic.book();
  await clinic.book({ id: 201, patientId: 201, providerId: 61, orgId: 2 });
  const lies = {
    orgId: 1,
    org_id: 1,
    providerId: 45,
    patientId: 89,
    status: 'COMPLETED',
    patient: { id: '89' },
    provider: { id: '45' },
  };
  const of = [
    { __typename: 'Appointment', id: '123', ...lies, patientId: 201, patient: { id: '201' } },
    { __typename: 'Appointment', id: '201', ...lies },
  ];
  for (const ask of [overHttp, overWebSocket]) {
    const { data } = await ask(clinic.john, ASK, { of });
    expect(data?._entities).toEqual([
      { id: '123', status: 'SCHEDULED', patient: { id: '89' }, provider: { id: '45' } },
      null,
    ]);
    const { data: toOutsider } = await ask(clinic.outsider, ASK, { of: [{ ...of[0], orgId: 2 }] });
    expect(toOutsider?._entities).toEqual([null]);
  }
});

const nobodysIds: unknown[] = [
  ...[
    undefined,
    null,
    true,
    '',
    ' 123',
    '123 ',
    '+123',
    '-123',
    '0x7b',
    '1e2',
    '123.0',
    '12３',
    '123; drop table appointments',
    "123' or '1'='1",
  ],
  ...[
    1.5,
    -123,
    0,
    ['123'],
    [123],
    { id: '123' },
    { $gt: 0 },
    '9'.repeat(9),
    '9'.repeat(18),
    '9'.repeat(30),
    '1'.repeat(10_000),
    2 ** 31,
    1e300,
  ],
];

test('an id of another shape or size is nobody’s, and no fault of ours', async () => {
  await clinic.book();
  const of = nobodysIds.map((id) => ({ __typename: 'Appointment', id }));
  for (const ask of [overHttp, overWebSocket]) {
    const { data, errors } = await ask(clinic.john, ASK, { of });
    expect(errors).toBeUndefined();
    expect(data?._entities).toEqual(of.map(() => null));
    expect(
      (await ask(clinic.john, ASK, { of: [{ __typename: 'Appointment', id: 123 }] })).data?._entities,
    ).toMatchObject([{ id: '123' }]);
  }
});

const notEntities: unknown[] = [
  ...['Appointment:123', 123, true, [], {}, ['Appointment', '123'], { id: '123' }],
  ...[
    'SoapNote',
    'Viewer',
    'AuditEntry',
    'JitsiSetting',
    'Query',
    'Mutation',
    '_Service',
    '__Schema',
    'constructor',
    '__proto__',
    '',
  ].map((name) => ({
    __typename: name,
    id: '123',
  })),
  ...[null, 1, ['Appointment'], { toString: 'Appointment' }].map((__typename) => ({ __typename, id: '123' })),
];

test.each(notEntities.map((one) => [JSON.stringify(one), one]))(
  '%s names nothing that can be asked for',
  async (_text, representation) => {
    await clinic.book();
    for (const ask of [overHttp, overWebSocket]) {
      expect(await ask(clinic.john, ASK, { of: [representation] })).toBeRefused('BAD_USER_INPUT');
      const mixed = await ask(clinic.john, ASK, {
        of: [{ __typename: 'Appointment', id: '123' }, representation],
      });
      expect(mixed).toBeRefused('BAD_USER_INPUT');
      expect(mixed.data ?? null).toBeNull();
    }
  },
);
