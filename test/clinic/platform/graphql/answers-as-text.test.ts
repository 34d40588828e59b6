import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Appointment, AppointmentStatus } from '../../../../src/appointments/appointment.entity.ts';
import { SessionStatus, TelehealthSession } from '../../../../src/appointments/session.entity.ts';
import { Patient } from '../../../../src/people/patient.entity.ts';
import { link } from '../../../support/audit-chain.ts';
import { type Clinic, useClinic } from '../../../support/clinic.ts';
import { openChance } from '../../../support/random.ts';
import { serveWith } from '../../../support/servers/another-server.ts';

const clinic = useClinic();

const schema = new URL('../../../../schema/', import.meta.url);
const textIn = (name: string) => readFileSync(new URL(name, schema), 'utf8');
const portal = Object.values(JSON.parse(textIn('trusted-documents.json')) as Record<string, string>);
const examples = readdirSync(new URL('examples/', schema)).map((name) => textIn(`examples/${name}`));
const COLUMNS_ONLY = `query ($first: Int, $after: String) {
  appointments(first: $first, after: $after) {
    nodes { __typename key: id status visitType startsAt endsAt reason patient { id name } provider { name } session { id status startedAt patientJoinedAt endedAt } }
    edges { cursor node { id session { id } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const queries = [...portal, ...examples, COLUMNS_ONLY]
  .map((text) => text.trim())
  .filter((text) => /^(#.*\n)*query/.test(text));

/** What the queries among them need, whichever it is. */
const VARIABLES = { id: '7', first: 25, from: '2026-11-01', to: '2026-12-31' };

const TEXTS = ['a "quoted" one', 'back\\slash', 'two\nlines', '\u0001', '\u2028', 'Zoë 漢 👩‍⚕️', '', 'plain'];

/** Appointments of this practice with whatever text, time and state, and sessions of some of them. */
async function bookAtRandom({ em }: Clinic) {
  const chance = openChance(11);
  const timeAfter = (from: Date) => new Date(from.getTime() + chance.below(10_000_000));
  for (const id of [89, 90]) await em.nativeUpdate(Patient, { id }, { name: chance.pick(TEXTS) });
  for (let id = 1; id <= 30; id++) {
    const startsAt = timeAfter(new Date('2026-11-23T14:00:00Z'));
    const patientId = chance.pick([89, 90]);
    await em.insert(Appointment, {
      id,
      orgId: 1,
      providerId: chance.pick([45, 46]),
      patientId,
      status: chance.pick(Object.values(AppointmentStatus)),
      visitType: chance.pick(['Telehealth', 'In-person', ...TEXTS]),
      startsAt,
      endsAt: timeAfter(startsAt),
      startDate: '2026-11-23',
      reason: chance.isLucky(0.5) ? chance.pick(TEXTS) : null,
    });
    if (chance.isLucky(0.5)) continue;
    const patientJoinedAt = chance.isLucky(0.5) ? timeAfter(startsAt) : null;
    const endedAt = chance.isLucky(0.5) ? timeAfter(startsAt) : null;
    const status = chance.pick(Object.values(SessionStatus));
    await em.insert(TelehealthSession, {
      id,
      appointmentId: id,
      orgId: 1,
      patientId,
      providerId: 45,
      scheduledStartsAt: startsAt,
      scheduledEndsAt: timeAfter(startsAt),
      status,
      startedAt: startsAt,
      patientJoinedAt,
      endedAt,
    });
  }
}

test('every query of the portal and of the examples is answered as text as it was at first', async () => {
  const server = await serveWith(clinic, { RATE_LIMIT: 'off' });
  await bookAtRandom(clinic);
  // One token for each of them, since `expiresAt` is in an answer.
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const john = server.person({ role: 'PROVIDER', org_id: 1, provider_id: 45, exp });
  const jane = server.person({ role: 'PATIENT', org_id: 1, patient_id: 89, exp });
  const admin = server.person({ role: 'ADMIN', org_id: 1, email: 'admin@example.com', exp });
  const { data } = await admin.graphql(COLUMNS_ONLY, VARIABLES);
  expect(data?.appointments).toMatchObject({ pageInfo: { hasNextPage: true } });
  for (const [name, who] of Object.entries({ john, jane, admin }))
    for (const query of queries) {
      // Puts the reading of notes and of the log on record, which the log would show from then on.
      await who.graphql(query, VARIABLES);
      await link(clinic.database);
      // New to this server, so that its first answer is made of objects.
      const asked = `${query} # as ${name}`;
      const answer = async () => JSON.stringify(await who.graphql(asked, VARIABLES));
      const first = await answer();
      expect(await answer(), asked).toBe(first);
      expect(await answer(), asked).toBe(first);
    }
});
