import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { useClinic } from '../support/clinic.ts';
import { fakeIntervals } from '../support/fake-intervals.ts';
import { Person } from '../support/people/person.ts';
import { openSocket } from '../support/people/raw-socket.ts';

// A subscription lasts for an hour, and what its viewer may see can end meanwhile: nobody is told of a visit that they could not see by asking anew,
// and whoever would not be let in any more is told that.

const clinic = useClinic();

/** Someone whose token says little of them. No two are the same, since a token that has been seen is remembered. */
const comer = (claims: object, headers = {}) =>
  new Person(clinic.url, { jti: randomUUID(), ...claims }, headers);
const JANE = 'jane.doe@example.com';
/** Known to the organization by their address alone. */
const jane = () => comer({ role: 'PATIENT', org_id: 1, email: JANE });
const john = () => comer({ role: 'PROVIDER', org_id: 1, email: 'john.smith@example.com' });
/** No account can be linked to their records, since the token names none. */
const janeWithoutAccount = () => comer({ role: 'PATIENT', org_id: 1, email: JANE, sub: undefined });
const johnWithoutAccount = () =>
  comer({ role: 'PROVIDER', org_id: 1, email: 'john.smith@example.com', sub: undefined });
/** Of an organization that the token does not name. */
const janeByHeader = () => comer({ role: 'PATIENT', patient_id: 89 }, { 'x-org-id': '1' });
const johnByHeader = () =>
  comer({ role: 'PROVIDER', email: 'john.smith@example.com' }, { 'x-org-alias': 'practice-1' });

type Told =
  | { type: 'next'; payload: { data: { roomReady: { reason: string } } } }
  | { type: 'error'; payload: [{ extensions: { code: string } }] };

async function wait(who: Person, id: string | null = '123') {
  const { subscribe, next, untilPong } = await openSocket(clinic.url, { who });
  subscribe('1', 'subscription ($id: ID) { roomReady(appointmentId: $id) { reason } }', {
    variables: { id },
  });
  const told = async () => {
    const message = (await next()) as Told; // of this one operation
    return message.type === 'error'
      ? message.payload[0].extensions.code
      : message.payload.data.roomReady.reason;
  };
  expect(await told()).toBe('NOT_STARTED');
  /** What is told next, but that the patient has come: the reason, or the code of the error that it ends by. */
  const reason = async () => {
    let latest = await told();
    while (latest === 'NOT_STARTED') latest = await told();
    return latest;
  };
  return Object.assign(reason, { untilPong });
}

/** A clinic whose rounds are made when the test says so: they tell everyone who waits, whomever a hint was for. */
async function bookWithRounds() {
  await fakeIntervals(clinic);
  onTestFinished(() => void vi.useRealTimers());
  await clinic.book();
  return async (...others: (() => Promise<string>)[]) => {
    vi.advanceTimersByTime(30_000);
    for (const reason of others) expect(await reason()).toBe('STARTED');
    await clinic.john.graphql('{ appointments { totalCount } }');
  };
}

/** That the visit has started reaches `others`; whoever was told has been told by the end of it. */
async function start(provider: Person, ...others: (() => Promise<string>)[]) {
  await provider.start('123');
  for (const reason of others) expect(await reason()).toBe('STARTED');
  await provider.graphql('{ appointments { totalCount } }');
}

test.each([
  ['one visit', '123'],
  ['all of theirs', null],
])(
  'a patient who waits for %s hears of an appointment that was given to another that it is not theirs, and nothing else',
  async (_what, id) => {
    const makeRounds = await bookWithRounds();
    const [jane, john] = [await wait(clinic.jane, id), await wait(clinic.john)];
    await clinic.em.execute('update appointments set patient_id = 90 where id = 123');
    const stranger = await wait(clinic.stranger, id);
    await start(clinic.john, stranger, john);
    await makeRounds(stranger, john);
    expect(await jane()).toBe('WITHDRAWN');
    expect(await jane.untilPong()).toEqual([]);
  },
);

test('a provider hears of an appointment that was given to a colleague that it is not theirs, and nothing else', async () => {
  const makeRounds = await bookWithRounds();
  const [john, jane] = [await wait(clinic.john), await wait(clinic.jane)];
  await clinic.em.execute('update appointments set provider_id = 46 where id = 123');
  const colleague = await wait(clinic.colleague);
  await start(clinic.colleague, colleague, jane);
  await makeRounds(colleague, jane);
  expect(await john()).toBe('WITHDRAWN');
  expect(await john.untilPong()).toEqual([]);
});

const setEmail = (table: string, id: number, email: string | null) =>
  `update ${table} set email = ${email && `'${email}'`} where id = ${id}`;

test.each<[string, () => Person, string, string]>([
  [
    'a patient whose record is nobody’s',
    jane,
    setEmail('patients', 89, null),
    setEmail('patients', 89, JANE),
  ],
  [
    'a patient whose record is somebody else’s',
    jane,
    setEmail('patients', 89, 'new@example.com'),
    setEmail('patients', 89, JANE),
  ],
  [
    'a patient without an account whose address another has as well',
    janeWithoutAccount,
    setEmail('patients', 90, 'Jane.DOE@example.com'),
    setEmail('patients', 90, null),
  ],
  [
    'a provider whose record is nobody’s',
    john,
    setEmail('providers', 45, null),
    setEmail('providers', 45, 'john.smith@example.com'),
  ],
])('%s by now is told that, and nothing of the visit', async (_who, person, revoke, restore) => {
  await clinic.book();
  const [one, all] = [await wait(person()), await wait(person(), null)];
  const witness = await wait(clinic.jane);
  await clinic.em.execute(revoke);
  await expect(openSocket(clinic.url, { who: person() })).rejects.toThrow('Not let in: [4403');
  // A change of the appointment. Nobody could start it for a person of another organization.
  await clinic.em.execute("select pg_notify('readyroom_appointments', '1 123 45 89')");
  expect([await one(), await all()]).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
  await clinic.em.execute(restore);
  await start(clinic.john, witness);
  await clinic.john.end('123');
  expect(await witness()).toBe('ENDED');
  expect([await one.untilPong(), await all.untilPong()]).toEqual([[], []]);
});

/** Whoever is moved to another organization has no appointments in this one any more: foreign keys see to it. */
const moveTo = (orgId: number, table: string, id: number) =>
  clinic.em.execute(`update ${table} set org_id = ${orgId} where id = ${id}`);

test.each([
  ['is', jane],
  ['chose the organization, and is', janeByHeader],
])(
  'a patient who %s of another organization by now is told that, and nothing of the visit',
  async (_who, person) => {
    await clinic.book({ startsAt: new Date() });
    const [one, all] = [await wait(person()), await wait(person(), null)];
    await clinic.em.execute('update appointments set patient_id = 90 where id = 123');
    await moveTo(2, 'patients', 89);
    await start(clinic.john, await wait(clinic.stranger));
    for (const told of [one, all]) expect(['WITHDRAWN', 'UNAUTHENTICATED']).toContain(await told());
  },
);

test.each([
  ['is', john],
  ['chose the organization, and is', johnByHeader],
])(
  'a provider who %s of another organization by now is told that, and nothing of the visit',
  async (_who, person) => {
    await clinic.book({ startsAt: new Date() });
    const [one, all] = [await wait(person()), await wait(person(), null)];
    await clinic.em.execute('update appointments set provider_id = 46 where id = 123');
    await moveTo(2, 'providers', 45);
    await start(clinic.colleague, await wait(clinic.jane));
    for (const told of [one, all]) expect(['WITHDRAWN', 'UNAUTHENTICATED']).toContain(await told());
  },
);

test('a patient with an account goes on hearing when another gets the same address', async () => {
  await clinic.book();
  const waiting = await wait(jane());
  await clinic.em.execute(setEmail('patients', 90, 'Jane.DOE@example.com'));
  await start(clinic.john, waiting, await wait(jane()));
});

test('a patient whose account is unlinked is told that, and comes in by their address again', async () => {
  await clinic.book();
  const waiting = await wait(jane());
  await clinic.em.execute('delete from linked_accounts where patient_id = 89');
  await start(clinic.john);
  expect(await waiting()).toBe('UNAUTHENTICATED');
  expect((await jane().join('123')).data?.joinTelehealth.identity).toBe('patient-89');
});

test('whose record goes while nothing happens is told within a round, and waits no more for the staff either', async () => {
  const makeRounds = await bookWithRounds();
  const gone = await wait(jane());
  const seen = () =>
    clinic.em.execute("select seen_at < now() - interval '1 minute' as has_left from waiting_patients");
  await expect.poll(seen).toEqual([{ has_left: false }]);
  await clinic.em.execute(setEmail('patients', 89, null));
  await makeRounds();
  expect(await gone()).toBe('UNAUTHENTICATED');
  expect(await gone.untilPong()).toEqual([]);
  await expect.poll(seen).toEqual([{ has_left: true }]);
});

test('whoever asks, or does something, is known for five minutes at most after their record has gone', async () => {
  await clinic.book();
  await clinic.john.start('123');
  const person = comer({
    role: 'PATIENT',
    org_id: 1,
    email: JANE,
    exp: Math.floor(Date.now() / 1000) + 3600,
  });
  expect((await person.join('123')).data?.joinTelehealth.identity).toBe('patient-89');
  await clinic.em.execute(setEmail('patients', 89, null));
  const now = performance.now.bind(performance);
  const later = vi.spyOn(performance, 'now').mockImplementation(() => now() + 301_000);
  onTestFinished(() => later.mockRestore());
  expect(await person.join('123')).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect(await person.graphql('{ viewer { id } }')).toMatchObject({
    errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
  });
});

test('who is on record as they were goes on hearing, with one look for all of them', async () => {
  await clinic.book();
  const everyone = [
    await wait(jane()),
    await wait(jane()),
    await wait(jane(), null),
    await wait(johnWithoutAccount()),
    await wait(janeByHeader()),
  ];
  const sent = vi.spyOn(clinic.database.db.driver, 'send');
  onTestFinished(() => sent.mockRestore());
  await clinic.john.start('123');
  for (const reason of everyone) expect(await reason()).toBe('STARTED');
  const looks = (table: string) =>
    sent.mock.calls
      .flatMap(([, statements]) => statements)
      .filter(({ text }) => text.includes(`from "${table}"`) && text.includes('any('));
  expect([looks('linked_accounts'), looks('patients')]).toEqual([[expect.anything()], [expect.anything()]]);
  // He may hear at the same time that one of the patients has only just come.
  expect(looks('providers').length).toBeGreaterThan(0);
});
