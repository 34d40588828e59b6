import type { Client } from 'graphql-ws';
import type { Clinic } from '../clinic.ts';
import { FOREIGN_IDS } from '../people/foreign-clinic.ts';
import { Person } from '../people/person.ts';
import { openProduction } from '../servers/production.ts';

export interface Guesser {
  name: string;
  url: string;
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

export async function openGuessers(clinic: Clinic): Promise<Guesser[]> {
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
      return { name, url: clinic.url, person, socket: await person.connect(), meet, meetWithout, link, ids };
    }),
  );
}
