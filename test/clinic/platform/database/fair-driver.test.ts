import { expect, test } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import type { Person } from '../../../support/people/person.ts';

const clinic = useClinic();

/** Answered by the database. */
const ASK = '{ appointments(first: 1) { totalCount } }';
const BODY = JSON.stringify({ query: ASK });

/** Asks with one token, which is known from then on. */
async function atTheDoor(person: Person) {
  const headers = { 'content-type': 'application/json', ...(await person.credentials()) };
  const ask = async () => {
    const response = await fetch(`${clinic.url}/graphql`, { method: 'POST', headers, body: BODY });
    expect(await response.json()).not.toHaveProperty('errors');
  };
  await ask();
  return ask;
}

/** Resolves when the server has read what was sent to it before. */
async function untilRead() {
  for (let turn = 0; turn < 50; turn++) await (await fetch(`${clinic.url}/healthz`)).text();
}

test('whoever asks for much at once holds up neither another organization nor a colleague', async () => {
  const [jane, john, outsider] = await Promise.all(
    [clinic.jane, clinic.john, clinic.outsider].map(atTheDoor),
  );
  const order: string[] = [];
  const note = (name: string, ask = jane) => ask?.().then(() => order.push(name));
  const asked = await clinic.em.transactional(async (transaction) => {
    await transaction.execute('lock table appointments');
    const many = Array.from({ length: 40 }, () => note('jane'));
    await untilRead();
    const others = [note('outsider', outsider), note('john', john)];
    await untilRead();
    return [...many, ...others];
  });
  await Promise.all(asked);
  for (const name of ['outsider', 'john']) expect([name, order.indexOf(name) < 20]).toEqual([name, true]);
});

test.runIf(process.env.DATABASE_URL)(
  'a person who waits for a row again and again leaves connections to colleagues and to others',
  async () => {
    await clinic.book();
    await clinic.john.start('123');
    const [colleague, outsider] = await Promise.all([clinic.colleague, clinic.outsider].map(atTheDoor));
    let joined = 0;
    const join = async () => {
      await clinic.jane.join('123');
      joined += 1;
    };
    await join();
    const joins = await clinic.em.transactional(async (transaction) => {
      await transaction.execute('select * from appointments where id = 123 for update');
      // More than there are connections.
      const waiting = Array.from({ length: 20 }, join);
      await untilRead();
      await Promise.all([colleague?.(), outsider?.()]);
      expect(joined).toBe(1);
      return waiting;
    });
    await Promise.all(joins);
  },
);
