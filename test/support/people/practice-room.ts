import { expect, onTestFinished } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import type { Clinic } from '../clinic.ts';
import { Person } from './person.ts';
import { openSocket } from './raw-socket.ts';
import { SECRET } from './secret.ts';

export const WAIT = 'subscription { roomReady(appointmentId: "123") { ready } }';

export const KIB = 1024;

/** What one browser tells the other, in so many bytes. */
export function offerOf(bytes: number) {
  const offer = (sdp: string) =>
    JSON.stringify({ type: 'description', call: 1, description: { type: 'offer', sdp } });
  return offer('x'.repeat(bytes - offer('').length));
}

/** What these tests ask of a clinic. */
export function practiceRoomOf(clinic: Clinic) {
  /** Another server of the same clinic, with variables of its own. */
  async function openAnother(variables: Record<string, string>) {
    const { config, secrets } = readConfig({ AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'silent', ...variables });
    const { server } = await createApp(config, secrets, clinic.database);
    onTestFinished(() => server.close());
    return { server, url: await server.listen({ port: 0, host: '127.0.0.1' }) };
  }
  /** The signalling of the practice room that Dr. Smith's and Jane's links lead to. */
  async function startVisit(url: string) {
    await clinic.book();
    const [john, jane] = [
      { role: 'PROVIDER', provider_id: 45 },
      { role: 'PATIENT', patient_id: 89 },
    ].map((claims) => new Person(url, { org_id: 1, ...claims }));
    const started = await john?.start('123');
    const joined = await jane?.join('123');
    const signalOf = (meetingUrl: string | undefined) => {
      const { pathname, search } = new URL(String(meetingUrl));
      return `${pathname}/signal${search}`;
    };
    return {
      johns: signalOf(started?.data?.startTelehealthSession.join.meetingUrl),
      janes: signalOf(joined?.data?.joinTelehealth.meetingUrl),
    };
  }
  /** Dr. Smith and Jane in the practice room of their visit. */
  async function openPracticeRoom(url: string, janesOptions: { autoPong?: boolean } = {}) {
    const { johns, janes } = await startVisit(url);
    const room = {
      john: await openSocket(url, { path: johns, protocols: [] }),
      jane: await openSocket(url, { path: janes, protocols: [], ...janesOptions }),
    };
    for (const { next } of Object.values(room)) expect(await next()).toMatchObject({ type: 'here', call: 1 });
    return room;
  }
  return { openAnother, startVisit, openPracticeRoom };
}
