import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { JitsiSettings } from '../organizations/jitsi-settings.ts';

export type Verdict = { admitted: true; name: string; moderator: boolean; until: Date } | { admitted: false; reason: string };

/** What mod_token_affiliation takes for an owner. */
const OWNERS = ['owner', 'moderator', 'teacher'];

const Claims = z.object({
  // Prosody refuses a list of audiences.
  aud: z.string(),
  room: z.string(),
  exp: z.number(),
  context: z.object({
    user: z.object({
      name: z.string().catch('somebody'),
      moderator: z.union([z.boolean(), z.string()]).optional(),
      affiliation: z.string().optional(),
    }),
  }),
});

/** Judges a room token as a Prosody with Jitsi's token plugins would, without leeway. */
export async function judgeRoomToken(
  { appSecret, appId, issuer, subject }: Pick<JitsiSettings, 'appSecret' | 'appId' | 'issuer' | 'subject'>,
  roomName: string,
  token: string,
): Promise<Verdict> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, new TextEncoder().encode(appSecret), {
      algorithms: ['HS256'],
      issuer,
      audience: appId,
      ...(subject && { subject }),
      requiredClaims: ['exp', 'room', 'sub'],
    });
    const claims = Claims.parse(payload);
    if (protectedHeader.typ !== 'JWT') return { admitted: false, reason: 'The token is of another type than JWT.' };
    if (claims.room.toLowerCase() !== roomName.toLowerCase()) return { admitted: false, reason: 'The token is for another room.' };
    const { name, moderator, affiliation } = claims.context.user;
    return {
      admitted: true,
      name,
      moderator: String(moderator) === 'true' || OWNERS.includes(affiliation ?? ''),
      until: new Date(claims.exp * 1000),
    };
  } catch (error) {
    return { admitted: false, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown) {
  if (error instanceof errors.JWTExpired) return 'The token has expired. Please join again.';
  if (error instanceof errors.JWTClaimValidationFailed) return `The token's ${error.claim} is not the one this room accepts.`;
  return 'The token is not valid for this room.';
}
