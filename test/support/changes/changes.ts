import type { Clinic } from '../clinic.ts';
import type { Person } from '../people/person.ts';
import type { Chance } from '../random.ts';
import { changeVisit, isOver, type Visit } from './truth.ts';

/** Appointments begin at these minutes from now: within a day, partly on the next date. */
const STARTS_IN_MINUTES = [30, 45, 90, 300, 1_200] as const;

/** An organization of one sequence's own: two providers, two patients, and a patient who has no part in anything. */
export interface Practice {
  orgId: number;
  providers: readonly number[];
  patients: readonly number[];
  /** At the door of any node. */
  provider(id: number): Person;
  patient(id: number): Person;
  visits: Map<number, Visit>;
  nextId(): number;
}

/** A change that can be made now, by what it is called. */
type Change = [name: string, make: () => Promise<unknown>];

/** Everything that an EHR or a participant can change in the practice now. Each also changes the truth. */
export function possibleChanges(clinic: Clinic, practice: Practice, chance: Chance): Change[] {
  const { orgId, providers, patients, visits } = practice;
  const today = () => new Date().toISOString().slice(0, 10);
  const startsAt = () =>
    new Date(
      Math.round(Date.now() / 60_000) * 60_000 + chance.pick(STARTS_IN_MINUTES) * 60_000,
    ).toISOString();
  const times = (start: string) => ({
    appointment_start_date: `date '${start.slice(0, 10)}'`,
    appointment_start_time: `timestamptz '${start}'`,
    appointment_end_time: `timestamptz '${start}' + interval '20 minutes'`,
  });

  /** As the login of an EHR, which sees no sessions and announces nothing. */
  const sql = (statement: string) =>
    clinic.em.execute(`do $$ begin set local role readyroom_directory; ${statement}; end $$`);
  async function update(visit: Visit, columns: Record<string, string>, facts: Partial<Visit>) {
    const list = Object.entries(columns).map(([column, value]) => `${column} = ${value}`);
    await sql(`update appointments set ${list} where id = ${visit.id}`);
    changeVisit(visit, facts);
  }
  async function book() {
    const id = practice.nextId();
    const [start, providerId, patientId] = [startsAt(), chance.pick(providers), chance.pick(patients)];
    const columns = {
      id,
      org_id: orgId,
      provider_id: providerId,
      patient_id: patientId,
      visit_type: "'Telehealth'",
      ...times(start),
    };
    await sql(`insert into appointments (${Object.keys(columns)}) values (${Object.values(columns)})`);
    const visit: Visit = {
      ...{ id, providerId, patientId, startsAt: start },
      ...{ status: 'SCHEDULED', byVideo: true, session: 'none', hasMet: false },
    };
    visits.set(id, visit);
  }
  async function bookOnDemand() {
    const [providerId, patientId] = [chance.pick(providers), chance.pick(patients)];
    const { body } = await practice
      .provider(providerId)
      .rest('POST', '/api/telehealth/sessions', { patientId, type: 'on-demand' });
    const { id } = (body as { data: { id: string } }).data; // as the OpenAPI document has it
    visits.set(Number(id), {
      ...{ id: Number(id), providerId, patientId, startsAt: undefined, bookedOn: today() },
      ...{ status: 'SCHEDULED', byVideo: true, session: 'none', hasMet: false },
    });
  }

  async function allowed(answer: Promise<{ errors?: unknown }>) {
    const { errors } = await answer;
    if (errors) throw new Error(`A change that is allowed was refused: ${JSON.stringify(errors)}`);
  }

  function ofVisit(visit: Visit): (Change | false)[] {
    const { id, session } = visit;
    const setStatus = (status: string): Change => [
      status,
      () => update(visit, { status: `'${status}'` }, { status }),
    ];
    const otherProvider = providers.find((one) => one !== visit.providerId) ?? 0;
    const otherPatient = patients.find((one) => one !== visit.patientId) ?? 0;
    const isOpen = session === 'open';
    return [
      ...(isOver(visit)
        ? [setStatus('CONFIRMED')]
        : ['CHECKED_IN', 'CANCELLED', 'COMPLETED', 'NO_SHOW'].map(setStatus)),
      [
        'reassign patient',
        () => update(visit, { patient_id: String(otherPatient) }, { patientId: otherPatient }),
      ],
      [
        'reassign provider',
        () => update(visit, { provider_id: String(otherProvider) }, { providerId: otherProvider }),
      ],
      [
        'reassign both',
        () =>
          update(
            visit,
            { patient_id: String(otherPatient), provider_id: String(otherProvider) },
            { patientId: otherPatient, providerId: otherProvider },
          ),
      ],
      [
        'move',
        () => {
          const start = startsAt();
          return update(visit, times(start), { startsAt: start });
        },
      ],
      [
        visit.byVideo ? 'in person' : 'by video',
        () =>
          update(
            visit,
            { visit_type: visit.byVideo ? "'In-person'" : "'Telehealth'" },
            { byVideo: !visit.byVideo },
          ),
      ],
      !visit.hasMet && [
        'delete',
        async () => {
          await sql(`delete from appointments where id = ${id}`);
          visits.delete(id);
        },
      ],
      !isOver(visit) &&
        visit.byVideo && [
          'start',
          async () => {
            await allowed(practice.provider(visit.providerId).start(String(id)));
            visit.session = 'open';
          },
        ],
      isOpen && [
        'join',
        async () => {
          await allowed(practice.patient(visit.patientId).join(String(id)));
          visit.hasMet = true;
        },
      ],
      isOpen && [
        'end',
        async () => {
          await allowed(practice.provider(visit.providerId).end(String(id)));
          Object.assign(visit, { session: 'ended', status: 'COMPLETED' });
        },
      ],
    ];
  }

  const ofVisits = [...visits.values()].flatMap((visit) =>
    ofVisit(visit).flatMap((change): Change[] => (change ? [[`${change[0]} ${visit.id}`, change[1]]] : [])),
  );
  return [['book', book], ['book on demand', bookOnDemand], ...ofVisits];
}
