import { Appointment } from '../../../src/appointments/appointment.entity.ts';
import { TelehealthSession } from '../../../src/appointments/session.entity.ts';
import { SoapNote } from '../../../src/notes/soap-note.entity.ts';
import { OrgSetting } from '../../../src/organizations/org-setting.entity.ts';
import { Organization } from '../../../src/organizations/organization.entity.ts';
import { Patient } from '../../../src/people/patient.entity.ts';
import { Provider } from '../../../src/people/provider.entity.ts';
import { WaitingPatient } from '../../../src/telehealth/waiting-patient.entity.ts';
import type { Clinic } from '../clinic.ts';

/** In every text of the other practice; whoever reads it elsewhere has found a leak. */
export const CANARY = 'KANARIENVOGEL';
/** What its audit log and its tokens call its people, which have no texts of their own. */
export const TRACES = new RegExp(`${CANARY}|provider-(61|5\\d\\d\\d)|patient-5\\d\\d\\d|admin-2\\b`, 'i');

const FIRST = 5_001;
const COUNT = 60;
/** Each is an appointment, a patient and a provider of the other practice, and a visit, a note and somebody who waits, too. */
export const FOREIGN_IDS = Array.from({ length: COUNT }, (_, index) => FIRST + index);
/** As many digits, and nothing anywhere. */
export const absentLike = (id: number) => id + 1_000;

/** The other practice, with all that it can have. */
export async function furnishForeignClinic({ em, otherAdmin, outsider }: Clinic) {
  const startsAt = new Date(Date.now() - 60_000);
  const times = {
    startsAt,
    endsAt: new Date(startsAt.getTime() + 30 * 60_000),
    startDate: startsAt.toISOString().slice(0, 10),
  };
  const of = { orgId: 2 };
  await em.nativeUpdate(Organization, { id: 2 }, { name: CANARY });
  const people = FOREIGN_IDS.map((id) => ({
    id,
    ...of,
    name: `${CANARY} ${id}`,
    email: `${CANARY}${id}@example.com`,
  }));
  await em.insertMany(Provider, people);
  await em.insertMany(Patient, people);
  const visits = FOREIGN_IDS.map((id) => ({ id, ...of, patientId: id, providerId: id }));
  await em.insertMany(
    Appointment,
    visits.map((visit) => ({ ...visit, ...times, visitType: 'Telehealth', reason: CANARY })),
  );
  await em.insertMany(
    TelehealthSession,
    // Every other one has begun.
    FOREIGN_IDS.filter((id) => id % 2).map((id) => ({
      id,
      ...of,
      appointmentId: id,
      patientId: id,
      providerId: id,
      scheduledStartsAt: startsAt,
      scheduledEndsAt: startsAt,
      startedAt: startsAt,
    })),
  );
  const text = { subjective: CANARY, objective: CANARY, assessment: CANARY, plan: CANARY };
  await em.insertMany(
    SoapNote,
    FOREIGN_IDS.map((id) => ({
      id,
      ...of,
      appointmentId: id,
      providerId: id,
      ...text,
      savedAt: startsAt,
      version: 1,
    })),
  );
  await em.insertMany(
    WaitingPatient,
    FOREIGN_IDS.map((id) => ({ id, ...of, patientId: id, since: startsAt, seenAt: new Date() })),
  );
  await em.insertMany(OrgSetting, [
    { ...of, configKey: 'jitsi.app_id', configValue: CANARY },
    { ...of, configKey: 'jitsi.issuer', configValue: CANARY },
    { ...of, configKey: 'jitsi.server_url', configValue: `https://${CANARY}.example.org` },
    { ...of, configKey: 'jitsi.app_secret', configValue: `${CANARY}, the secret of the other practice` },
  ]);
  // On record there, by name and by number.
  await otherAdmin.graphql('mutation { changeJitsiSetting(key: "jitsi.e2ee", value: "true") { key } }');
  await Promise.all(FOREIGN_IDS.map((id) => outsider.start(String(id))));
}
