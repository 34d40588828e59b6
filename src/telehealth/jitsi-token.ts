import { createHmac } from 'node:crypto';
import type { TelehealthSession } from '../appointments/session.entity.ts';
import { type JitsiSettings, jitsiSettings } from '../organizations/jitsi/jitsi-settings.ts';
import { FEATURES } from '../organizations/settings.ts';
import type { ViewContext } from '../platform/context.ts';
import type { Participant } from './participant.ts';
import { roomNameOf } from './room-name.ts';

type Minting = Pick<JitsiSettings, 'issuer' | 'appId' | 'appSecret' | 'shareEmail' | 'features'> & {
  subject: string;
};

const MIN_TTL_SECONDS = 60;
const MAX_TTL_SECONDS = 4 * 60 * 60;
/** The part of a token's life after which its holder should ask for the next one. */
const REFRESH_AFTER = 0.8;

/** Everything that a browser needs to enter a meeting. */
export interface Admission {
  token: string;
  roomName: string;
  identity: string;
  meetingUrl: string;
  /** Seconds, 60 to 14,400. */
  expiresIn: number;
  /** When to join again, before the token expires. */
  refreshAt: Date;
}

/**
 * Starts to read the settings, so that they share a round trip with other reads. Rejects with UNAVAILABLE.
 */
export function prefetchJitsiSettings(ctx: ViewContext, orgId: number) {
  const settings = jitsiSettings(ctx, orgId);
  // If the visit is refused first, nobody awaits the settings, and an unhandled rejection would end the
  // process.
  settings.catch(() => {});
  return settings;
}

/** Issues a token for one person and one room. `ttlSeconds` is clamped to 60 to 14,400 s. */
export function issueRoomToken(
  ctx: ViewContext,
  jitsi: JitsiSettings,
  session: Pick<TelehealthSession, 'id' | 'appointmentId'>,
  participant: Participant,
  ttlSeconds?: number | null,
): Admission {
  const roomName = roomNameOf(session.appointmentId);
  const expiresIn = Math.min(
    Math.max(Math.trunc(ttlSeconds ?? jitsi.defaultTtlSeconds), MIN_TTL_SECONDS),
    MAX_TTL_SECONDS,
  );
  const token = mintRoomToken(
    { ...jitsi, subject: jitsi.subject ?? new URL(ctx.origin).hostname },
    participant,
    { roomName, sessionId: session.id },
    expiresIn,
  );
  return {
    token,
    roomName,
    identity: participant.identity,
    meetingUrl: meetingUrlOf(ctx, jitsi, roomName, token),
    expiresIn,
    refreshAt: new Date(Date.now() + expiresIn * REFRESH_AFTER * 1000),
  };
}

/**
 * The practice room needs the token in the query: its server checks it, and browsers do not send fragments.
 * Jitsi Meet parses fragment values as JSON (`parseURLParams`), hence the quotes (%22).
 */
function meetingUrlOf(
  { origin }: ViewContext,
  { serverUrl, tokenInFragment }: JitsiSettings,
  roomName: string,
  token: string,
) {
  if (!serverUrl) return `${origin}/meet/${roomName}?jwt=${token}`;
  return `${serverUrl}/${roomName}${tokenInFragment ? `#jwt=%22${token}%22` : `?jwt=${token}`}`;
}

/**
 * Builds a room token for Prosody's mod_auth_token: `typ` is required, and `aud` must be a string. It has no
 * `nbf`, because Prosody allows no clock skew. `affiliation` repeats the role for mod_token_affiliation,
 * without which Jitsi ignores `moderator`.
 */
export function mintRoomToken(
  { issuer, appId, appSecret, subject, shareEmail, features }: Minting,
  participant: Participant,
  { roomName, sessionId }: { roomName: string; sessionId: number },
  ttlSeconds: number,
) {
  const { identity, name, email, moderator } = participant;
  const user = {
    id: identity,
    name,
    ...(shareEmail && { email }),
    moderator,
    affiliation: moderator ? 'owner' : 'member',
  };
  // Features are listed even when off: Jitsi grants all of them to a moderator whose token lists none.
  const granted = Object.fromEntries(FEATURES.map((feature) => [feature, moderator && features[feature]]));
  const exp = Math.floor(Date.now() / 1000) + ttlSeconds;
  return sign(
    {
      // Our own rooms admit people of the open session only. Jitsi ignores it.
      context: { user, features: granted, session: String(sessionId) },
      aud: appId,
      iss: issuer,
      sub: subject,
      room: roomName,
      exp,
    },
    appSecret,
  );
}

/**
 * Signs a JWS (RFC 7515) with HS256 (RFC 7518 §3.2). Node's synchronous HMAC takes a tenth of WebCrypto's
 * time.
 */
function sign(claims: object, secret: string) {
  const signed = `${HEADER}.${base64url(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const base64url = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const HEADER = base64url({ alg: 'HS256', typ: 'JWT' });
