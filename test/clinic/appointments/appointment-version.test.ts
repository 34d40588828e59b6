import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();

async function version(id: string) {
  const { data } = await clinic.john.graphql<{ appointment: { version: number } }>(
    'query ($id: ID!) { appointment(id: $id) { version } }',
    { id },
  );
  return data?.appointment.version;
}

/** As the EHR does it, in its own words. */
const change = (what: string) => clinic.em.execute(`update appointments set ${what} where id = 123`);

test('an appointment counts its changes, by whichever door they come', async () => {
  const id = await clinic.book();
  expect(await version(id)).toBe(1);
  await change("reason = 'cough'");
  expect(await version(id)).toBe(2);
  await change("status = 'CONFIRMED', reason = null");
  expect(await version(id)).toBe(3);
  await clinic.john.start(id);
  await clinic.john.end(id);
  expect(await version(id)).toBe(4);
});

test('to repeat what it has said is no change, and nobody chooses the number', async () => {
  const id = await clinic.book();
  await change("status = 'SCHEDULED'");
  expect(await version(id)).toBe(1);
  await change('version = 77');
  expect(await version(id)).toBe(2);
});

test('changes at the same moment are all counted', async () => {
  const id = await clinic.book();
  await Promise.all(Array.from({ length: 5 }, (_, turn) => change(`reason = 'change ${turn}'`)));
  expect(await version(id)).toBe(6);
});
