import { decodeJwt } from 'jose';
import type { Person } from './person.ts';

export const NOT_READY = { status: 404, body: { error: 'Room not found or not started yet' } };

export const room = { providerId: 45, patientId: 89, roomName: 'apt123' };

export const open = (who: Person, body: object = room) => who.rest('POST', '/api/telehealth/rooms', body);

export const join = (who: Person, body: object = {}) =>
  who.rest('POST', '/api/telehealth/jitsi/join', {
    roomName: 'apt123',
    identity: 'patient-89',
    ttlSeconds: 3600,
    ...body,
  });
export const userIn = (body: Record<string, unknown>) =>
  decodeJwt<{ context: { user: { id: string; moderator: boolean } } }>(String(body.token)).context.user;
