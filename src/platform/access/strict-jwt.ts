import { z } from 'zod';

/** Bytes. As much as an HTTP header may hold here, so that no door takes more than another. */
const MAX_BYTES = 16 * 1024;
/** How far an issuer's clock may be ahead of ours, in seconds. */
export const CLOCK_SKEW = 30;
/** 9999-12-31, in seconds: what is later, or infinite, is no time that anything could end at. */
const LAST_SECOND = 253_402_300_799;

const Header = z.object({
  // An access token, not one that signs out, or introduces a key (RFC 8725 §3.11). Issuers may leave it out.
  typ: z
    .string()
    .regex(/^(application\/)?(at\+)?jwt$/i)
    .optional(),
  kid: z.string().optional(),
  // RFC 7797 §7: not in a JWT.
  b64: z.never().optional(),
});

const Times = z.object({
  exp: z.number().max(LAST_SECOND),
  iat: z
    .number()
    .refine((seconds) => seconds <= Date.now() / 1000 + CLOCK_SKEW)
    .optional(),
});

/** Whether a token is written in the one way in which every reader reads it the same: what libraries accept is a little more. */
export function isWellFormed(token: string) {
  const parts = token.split('.');
  if (token.length > MAX_BYTES || parts.length !== 3 || !parts.every(isCanonical)) return false;
  const [header, claims] = parts.slice(0, 2).map(jsonIn);
  return Header.safeParse(header).success && claims !== undefined;
}

/** Whether it says credible times, apart from whether it is still or already valid. */
export const hasCredibleTimes = (claims: object) => Times.safeParse(claims).success;

/** RFC 4648 §3.5: no padding, no other alphabet, no idle bits, else one token has many texts. */
const isCanonical = (part: string) => Buffer.from(part, 'base64url').toString('base64url') === part;

/** RFC 7519 §4: nothing may be said twice, since each reader would choose another. */
function jsonIn(part: string): unknown {
  const text = Buffer.from(part, 'base64url').toString();
  try {
    const value: unknown = JSON.parse(text);
    return hasDuplicateMembers(text) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Whether an object in this valid JSON has two members of one name, however they are spelled. */
function hasDuplicateMembers(json: string) {
  const objects: Set<unknown>[] = [];
  for (const [found, name] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (found === '{') objects.push(new Set());
    else if (found === '}') objects.pop();
    else if (name !== undefined) {
      const names = objects.at(-1);
      const spelledOut: unknown = JSON.parse(name);
      if (names?.has(spelledOut)) return true;
      names?.add(spelledOut);
    }
  }
  return false;
}
