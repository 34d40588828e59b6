import { decodeJwt } from 'jose';
import { type Appointment, appointmentRow } from '../appointments/appointment.entity.ts';
import { currentSessionRow } from '../appointments/session.entity.ts';
import { isOpen } from '../appointments/visit-rules.ts';
import { jitsiSettings } from '../organizations/jitsi/jitsi-settings.ts';
import { asOrganization, asSystem } from '../platform/database/as-viewer.ts';
import { readRow } from '../platform/database/read.ts';
import { toRowId } from '../platform/database/row-id.ts';
import type { RowOf } from '../platform/database/shape.ts';
import type { Application } from '../platform/slice.ts';
import { appointmentIdIn } from '../telehealth/room-name.ts';
import { type Admitted, judgeRoomToken, refused, type Verdict } from './judge-room-token.ts';

export interface MeetingLink {
  roomName: string;
  token: string;
  /** The address of the request. Its host is the practice room's domain (`sub`). */
  origin: string;
}

/** The verdict on a link, and its visit. `jitsi` is the room's server, and missing for the practice room. */
export interface Judgement {
  verdict: Verdict;
  /** Whether the token is valid, but its visit is over or somebody else's. */
  isOver?: boolean;
  visit?: Visit;
  /** The open session, if the token is admitted. */
  sessionId?: number | undefined;
  jitsi?: { serverUrl: string; e2ee: boolean };
}

export type Visit = Pick<Appointment, 'id' | 'orgId' | 'providerId' | 'patientId'>;

const NO_VISIT = refused('NO_ROOM', 'There is no such practice room.');
const ENDED = refused('ENDED', 'Nobody can join any more.');
const NO_ROOM: Judgement = { verdict: NO_VISIT };

const NO_ORGANIZATION = 0;
/** Settings that no token satisfies. */
const NOBODY = 'of nobody';
const NO_SETTINGS = { appSecret: NOBODY, appId: '', issuer: '' };

/**
 * Verifies the token of a meeting link, and that its visit is still open and still its holder's. In
 * production neither the answer nor its timing reveals to the holder of a forged token which visits exist.
 */
export function judgeMeetingLink({ db: database, video }: Pick<Application, 'db' | 'video'>) {
  const db = asSystem(database);
  return async ({ roomName, token, origin }: MeetingLink): Promise<Judgement> => {
    const id = appointmentIdIn(roomName);
    if (!id || (video.production && !namesRoom(token, roomName))) return NO_ROOM;
    const visit = await readRow(db, appointmentRow, { id: toRowId(Number(id)) });
    // Verify the token even if there is no such visit, or the timing would reveal it.
    const settings = await jitsiSettings({ db, video, origin }, visit?.orgId ?? NO_ORGANIZATION).catch(
      () => undefined,
    );
    const subject = settings?.subject ?? URL.parse(origin)?.hostname ?? NOBODY;
    const verdict = await judgeRoomToken({ ...(settings ?? NO_SETTINGS), subject }, roomName, token);
    if (!settings || !visit) return NO_ROOM;
    const isForged = !verdict.admitted && verdict.code === 'NOT_A_TOKEN';
    if (video.production && (!settings.serverUrl || isForged)) return NO_ROOM;
    const { serverUrl, e2ee } = settings;
    const place = { visit, ...(serverUrl && { jitsi: { serverUrl, e2ee } }) };
    if (!verdict.admitted) return { verdict, isOver: false, ...place };
    const session = await readRow(asOrganization(database, visit.orgId), currentSessionRow, {
      appointmentId: visit.id,
    });
    const refusal = refusalNow(verdict, visit, session);
    return {
      verdict: refusal ?? verdict,
      isOver: refusal !== undefined,
      sessionId: session?.id,
      ...place,
    };
  };
}

/** A token outlives its session: that may end, and the clinic may give the visit to somebody else. */
function refusalNow(
  verdict: Admitted,
  visit: RowOf<typeof appointmentRow>,
  session: RowOf<typeof currentSessionRow> | undefined,
) {
  const [identity, role, id] = /^(provider|patient)-(\d+)$/.exec(verdict.identity ?? '') ?? [];
  const holder = role === 'provider' ? visit.providerId : visit.patientId;
  if (identity !== undefined && Number(id) !== holder) return NO_VISIT;
  // Tokens of the release before name no session. The sessions of that time have the appointment's number.
  const isOfOpenOne = isOpen(visit, session) && (verdict.session ?? String(visit.id)) === String(session?.id);
  return isOfOpenOne ? undefined : ENDED;
}

/** Whether the unverified token names this room. */
function namesRoom(token: string, roomName: string) {
  try {
    return String(decodeJwt(token).room).toLowerCase() === roomName.toLowerCase();
  } catch {
    return false;
  }
}
