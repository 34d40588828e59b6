import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { JitsiSettings } from '../organizations/jitsi/jitsi-settings.ts';

/** Why a token is refused. The codes are stable for programs. */
export type RefusalCode = 'EXPIRED' | 'ENDED' | 'OTHER_ROOM' | 'WRONG_CLAIM' | 'NOT_A_TOKEN' | 'NO_ROOM';

export interface Admitted {
  admitted: true;
  /** `provider-45` or `patient-89`. */
  identity?: string | undefined;
  name: string;
  moderator: boolean;
  until: Date;
  /** The id of the session that the token was made for. */
  session?: string | undefined;
  /** Jitsi features that the token lists, and whether it grants them. */
  features: Record<string, boolean>;
}

export type Verdict = Admitted | { admitted: false; code: RefusalCode; reason: string };

/** The affiliations that mod_token_affiliation maps to owner. */
const OWNERS = ['owner', 'moderator', 'teacher'];

const Claims = z.object({
  // Prosody refuses an array of audiences.
  aud: z.string(),
  room: z.string(),
  exp: z.number(),
  context: z.object({
    user: z.object({
      id: z.string().optional().catch(undefined),
      name: z.string().catch('somebody'),
      moderator: z.union([z.boolean(), z.string()]).optional(),
      affiliation: z.string().optional(),
    }),
    features: z
      .record(
        z.string(),
        z.union([z.boolean(), z.string()]).transform((granted) => String(granted) === 'true'),
      )
      .catch({}),
    session: z.string().optional().catch(undefined),
  }),
});

/** Verifies a room token by the rules of Prosody with Jitsi's token plugins. It allows no clock skew. */
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
    if (protectedHeader.typ !== 'JWT')
      return refused('WRONG_CLAIM', 'The token is of another type than JWT.');
    if (claims.room.toLowerCase() !== roomName.toLowerCase())
      return refused('OTHER_ROOM', 'The token is for another room.');
    const { id: identity, name, moderator, affiliation } = claims.context.user;
    return {
      admitted: true,
      identity,
      name,
      moderator: String(moderator) === 'true' || OWNERS.includes(affiliation ?? ''),
      until: new Date(claims.exp * 1000),
      session: claims.context.session,
      features: claims.context.features,
    };
  } catch (error) {
    return refusalFor(error);
  }
}

export const refused = (code: RefusalCode, reason: string): Verdict => ({ admitted: false, code, reason });

function refusalFor(error: unknown) {
  if (error instanceof errors.JWTExpired)
    return refused('EXPIRED', 'The token has expired. Please join again.');
  if (error instanceof errors.JWTClaimValidationFailed)
    return refused('WRONG_CLAIM', `The token's ${error.claim} is not the one this room accepts.`);
  return refused('NOT_A_TOKEN', 'The token is not valid for this room.');
}
