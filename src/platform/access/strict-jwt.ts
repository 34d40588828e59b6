import { z } from 'zod';

/** The limit of HTTP headers (http/server.ts). WebSocket parameters could carry larger tokens otherwise. */
const MAX_BYTES = 16 * 1024;
/** How far an issuer's clock may be ahead of ours. */
export const CLOCK_SKEW_SECONDS = 30;
/** The last second of the year 9999. A later or infinite `exp` is not a credible time. */
const MAX_EXP_SECONDS = 253_402_300_799;

const Header = z.object({
  // Accepts access tokens only, no logout tokens or key proofs (RFC 8725 §3.11). Issuers may omit `typ`.
  typ: z
    .string()
    .regex(/^(application\/)?(at\+)?jwt$/i)
    .optional(),
  kid: z.string().optional(),
  // A JWT must not use `b64` (RFC 7797 §7).
  b64: z.never().optional(),
});

const Times = z.object({
  exp: z.number().max(MAX_EXP_SECONDS),
  iat: z
    .number()
    .refine((seconds) => seconds <= Date.now() / 1000 + CLOCK_SKEW_SECONDS)
    .optional(),
});

/**
 * Whether all parsers read the token alike. Stricter than libraries, which accept some ambiguous encodings.
 */
export function isWellFormed(token: string) {
  const parts = token.split('.');
  if (token.length > MAX_BYTES || parts.length !== 3 || !parts.every(isCanonical)) return false;
  const [header, claims] = parts.slice(0, 2).map(jsonIn);
  return Header.safeParse(header).success && claims !== undefined;
}

/** Whether `exp` and `iat` are credible times. It does not check expiry. */
export const hasCredibleTimes = (claims: object) => Times.safeParse(claims).success;

/**
 * No padding, no other alphabet, no unused bits (RFC 4648 §3.5). Otherwise one token has several encodings.
 */
const isCanonical = (part: string) => Buffer.from(part, 'base64url').toString('base64url') === part;

/** Rejects duplicate members (RFC 7519 §4), because parsers differ in which one they use. */
function jsonIn(part: string): unknown {
  const text = Buffer.from(part, 'base64url').toString();
  try {
    const value: unknown = JSON.parse(text);
    return hasDuplicateMembers(text) ? undefined : value;
  } catch {
    return undefined;
  }
}

/**
 * Whether an object in this valid JSON has two members of the same name, also if one is written with escapes.
 */
function hasDuplicateMembers(json: string) {
  const objects: Set<unknown>[] = [];
  for (const [found, name] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (found === '{') objects.push(new Set());
    else if (found === '}') objects.pop();
    else if (name !== undefined) {
      const names = objects.at(-1);
      const unescaped: unknown = JSON.parse(name);
      if (names?.has(unescaped)) return true;
      names?.add(unescaped);
    }
  }
  return false;
}
