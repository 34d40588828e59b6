import { expect } from 'vitest';
import type { Clinic } from '../clinic.ts';
import { openSocket } from './raw-socket.ts';

export const VIEWER = '{ viewer { id } }';

export const WAIT = 'subscription { roomReady(appointmentId: "123") { ready } }';

export const JANE = { data: { viewer: { id: 'patient-89' } } };

/** What these tests ask of a clinic. */
export function transportWsOf(clinic: Clinic) {
  const open = (options = {}) => openSocket(clinic.url, options);
  const enter = () => open({ who: clinic.jane });
  /** Someone who waits for the visit, and has heard how things are. */
  async function wait(id = '1') {
    await clinic.book();
    const connection = await enter();
    connection.subscribe(id, WAIT);
    expect(await connection.next()).toEqual({
      id,
      type: 'next',
      payload: { data: { roomReady: { ready: false } } },
    });
    return connection;
  }
  return { open, enter, wait };
}
