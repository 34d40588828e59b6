import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { Appointment } from '../../../src/appointments/appointment.entity.ts';
import { Patient } from '../../../src/people/patient.entity.ts';
import { reconnectDelayMs } from '../../../web/src/api/reconnect-delay.ts';
import type { Clinic } from '../clinic.ts';
import { Person } from './person.ts';

const FIRST_ID = 10_001;

export interface WaitingPatient {
  appointmentId: string;
  /** At which of the doors they wait. */
  door: number;
  /** What was said to them, in order, with the time. */
  told: { appointmentId: string; ready: boolean; at: number }[];
  /** How often they were told that it is impossible right now. */
  refusals: number;
  /** When they came to a door, were let in, and lost that connection again: attempts in vain are only among the first. */
  cameAt: number[];
  connectedAt: number[];
  lostAt: number[];
  /** Loses the connection as a network loses it: without a word. They come back. */
  cut(): unknown;
  /** For good. */
  leave(): void;
}

export const isOnTheWay = ({ connectedAt, lostAt }: WaitingPatient) => connectedAt.length === lostAt.length;
export const isTold = ({ told }: WaitingPatient) => told.some(({ ready }) => ready);

interface Crowd {
  /** How many come in at a time. */
  atOnce?: number;
  /** Who waits for whatever is theirs, instead of naming their visit. */
  isOpenMinded?: (index: number) => boolean;
}

/** Books a visit of Dr. Smith with so many patients, and lets each wait for it at one of these doors. They come back when they are sent away. */
export async function fillWaitingRoom(
  clinic: Clinic,
  doors: string[],
  count: number,
  { atOnce = 50, isOpenMinded = () => false }: Crowd = {},
) {
  const others = await clinic.em.count(Patient);
  const ids = Array.from({ length: count }, (_, index) => FIRST_ID + others + index);
  await clinic.em.insertMany(
    Patient,
    ids.map((id) => ({ id, orgId: 1, name: `Patient ${id}` })),
  );
  const startsAt = new Date();
  const endsAt = new Date(startsAt.getTime() + 30 * 60_000);
  const visit = {
    orgId: 1,
    providerId: 45,
    visitType: 'Telehealth',
    startsAt,
    endsAt,
    startDate: startsAt.toISOString().slice(0, 10),
  };
  await clinic.em.insertMany(
    Appointment,
    ids.map((id) => ({ ...visit, id, patientId: id })),
  );

  const queue = ids.entries();
  const patients: WaitingPatient[] = [];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [index, id] of queue)
        patients.push(await sitDown(doors, index % doors.length, id, isOpenMinded(index)));
    }),
  );
  return patients.sort((one, other) => Number(one.appointmentId) - Number(other.appointmentId));
}

/** Behind a trusted proxy. One address may not hold all sockets. */
const fromAddressOf = (id: number) =>
  class extends WebSocket {
    constructor(url: string, protocols: string[]) {
      const address = `10.${(id >> 16) & 255}.${(id >> 8) & 255}.${id & 255}`;
      super(url, protocols, { headers: { 'x-forwarded-for': address } });
    }
  };

/** Ends when the patient has been told how things are. */
async function sitDown(doors: string[], door: number, id: number, isOpenMinded: boolean) {
  const url = String(doors[door]);
  const token = await new Person(url, { role: 'PATIENT', org_id: 1, patient_id: id }).token();
  const patient: WaitingPatient = {
    appointmentId: String(id),
    door,
    told: [],
    refusals: 0,
    cameAt: [],
    connectedAt: [],
    lostAt: [],
    cut: () => isOnTheWay(patient) || client.terminate(),
    // Nobody waits for those who are on the way just then: they find the nodes gone, which is nothing to a test that has ended.
    leave: () => void Promise.resolve(client.dispose()).catch(() => undefined),
  };
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: fromAddressOf(id),
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (retries) => pause(reconnectDelayMs(retries)),
    on: {
      connecting: () => patient.cameAt.push(Date.now()),
      connected: () => patient.connectedAt.push(Date.now()),
      closed: () => isOnTheWay(patient) || patient.lostAt.push(Date.now()),
    },
  });
  onTestFinished(patient.leave);
  await new Promise<void>((resolve, reject) => {
    client.subscribe<{ roomReady: { appointmentId: string; ready: boolean } }>(
      {
        query: 'subscription ($id: ID) { roomReady(appointmentId: $id) { appointmentId ready } }',
        variables: { id: isOpenMinded ? null : id },
      },
      {
        next({ data }) {
          if (data) patient.told.push({ ...data.roomReady, at: Date.now() });
          else patient.refusals += 1;
          resolve();
        },
        error: reject,
        complete: () => reject(new Error('Nobody ends a wait but the patient')),
      },
    );
  });
  return patient;
}
