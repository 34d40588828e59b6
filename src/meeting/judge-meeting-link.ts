import { decodeJwt } from 'jose';
import { appointmentRow } from '../appointments/appointment.entity.ts';
import { jitsiSettings } from '../organizations/jitsi/jitsi-settings.ts';
import { asSystem } from '../platform/database/as-viewer.ts';
import { readRow } from '../platform/database/read.ts';
import { toRowId } from '../platform/database/row-id.ts';
import type { Application } from '../platform/slice.ts';
import { appointmentIdIn } from '../telehealth/room-name.ts';
import { judgeRoomToken, type Verdict } from './judge-room-token.ts';

interface MeetingLink {
  roomName: string;
  token: string;
  /** The host of the request, which is the practice room's domain (`sub`). */
  hostname: string;
}

/** The verdict on a token, and the Jitsi server of the room. `jitsi` is missing for the practice room. */
export interface Judgement {
  verdict: Verdict;
  jitsi?: { serverUrl: string; e2ee: boolean };
}

const NO_ROOM: Judgement = {
  verdict: { admitted: false, code: 'NO_ROOM', reason: 'There is no such practice room.' },
};

const NO_ORGANIZATION = 0;
/** Settings that no token satisfies. */
const NO_SETTINGS = { appSecret: 'of nobody', appId: '', issuer: '' };

/**
 * Verifies the token of a meeting link. In production neither the answer nor its timing reveals to the holder
 * of a forged token which visits exist.
 */
export function judgeMeetingLink({ db: database, video }: Pick<Application, 'db' | 'video'>) {
  const db = asSystem(database);
  return async ({ roomName, token, hostname }: MeetingLink): Promise<Judgement> => {
    const id = appointmentIdIn(roomName);
    if (!id || (video.production && !namesRoom(token, roomName))) return NO_ROOM;
    const appointment = await readRow(db, appointmentRow, { id: toRowId(Number(id)) });
    // Verify the token even if there is no such visit, or the timing would reveal it.
    const settings = await jitsiSettings({ db, video }, appointment?.orgId ?? NO_ORGANIZATION).catch(
      () => undefined,
    );
    const expected = { ...(settings ?? NO_SETTINGS), subject: settings?.subject ?? hostname };
    const verdict = await judgeRoomToken(expected, roomName, token);
    if (!settings || !appointment) return NO_ROOM;
    const isForged = !verdict.admitted && verdict.code === 'NOT_A_TOKEN';
    if (video.production && (!settings.serverUrl || isForged)) return NO_ROOM;
    const { serverUrl, e2ee } = settings;
    return serverUrl ? { verdict, jitsi: { serverUrl, e2ee } } : { verdict };
  };
}

/** Whether the unverified token names this room. */
function namesRoom(token: string, roomName: string) {
  try {
    return String(decodeJwt(token).room).toLowerCase() === roomName.toLowerCase();
  } catch {
    return false;
  }
}
