import { SignJWT } from 'jose';
import { type JitsiSettings, jitsiSettings } from '../organizations/jitsi-settings.ts';
import { FEATURES } from '../organizations/settings.ts';
import type { RequestContext } from '../platform/context.ts';
import { roomNameOf } from './room-name.ts';
import type { Seat } from './seat.ts';

const MIN_TTL_SECONDS = 60;
const MAX_TTL_SECONDS = 4 * 60 * 60;

/** What a browser needs to enter a meeting. */
export interface Admission {
  token: string;
  roomName: string;
  identity: string;
  meetingUrl: string;
  /** Seconds, 60 to 14,400. */
  expiresIn: number;
}

/** Lets one person into one room of their organization's Jitsi, for a while. Throws UNAVAILABLE when the settings do not allow it. */
export async function admit(
  ctx: RequestContext,
  appointment: { id: number; orgId: number },
  seat: Seat,
  ttlSeconds?: number | null,
): Promise<Admission> {
  const jitsi = await jitsiSettings(ctx, appointment.orgId);
  const roomName = roomNameOf(appointment.id);
  const expiresIn = Math.min(Math.max(Math.trunc(ttlSeconds ?? jitsi.defaultTtlSeconds), MIN_TTL_SECONDS), MAX_TTL_SECONDS);
  const token = await mintRoomToken({ ...jitsi, subject: jitsi.subject ?? new URL(ctx.origin).hostname }, seat, roomName, expiresIn);
  const room = jitsi.serverUrl ? `${jitsi.serverUrl}/${roomName}` : `${ctx.origin}/meet/${roomName}`;
  return { token, roomName, identity: seat.identity, meetingUrl: `${room}?jwt=${token}`, expiresIn };
}

/**
 * A room token as Prosody's mod_auth_token judges it: `typ` must be there, `aud` must be a string, and there is no
 * `nbf`, since Prosody allows no clock skew. The affiliation repeats the role for mod_token_affiliation, which Jitsi needs to heed it.
 */
export function mintRoomToken(
  { issuer, appId, appSecret, subject, features }: Pick<JitsiSettings, 'issuer' | 'appId' | 'appSecret' | 'features'> & { subject: string },
  seat: Seat,
  roomName: string,
  ttlSeconds: number,
) {
  const { identity, name, email, moderator } = seat;
  const user = { id: identity, name, email, moderator, affiliation: moderator ? 'owner' : 'member' };
  // Named even when off: a moderator whose token names none is given all of them.
  const granted = Object.fromEntries(FEATURES.map((feature) => [feature, moderator && features[feature]]));
  const exp = Math.floor(Date.now() / 1000) + ttlSeconds;
  return new SignJWT({ context: { user, features: granted }, aud: appId, iss: issuer, sub: subject, room: roomName, exp })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(appSecret));
}
