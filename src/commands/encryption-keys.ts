import type { Keyring } from '../config/keyring.ts';
import { listEncryptionKeys } from '../organizations/list-encryption-keys.ts';
import { rotateEncryptionKey } from '../organizations/rotate-encryption-key.ts';
import type { OrganizationContext } from './organization-context.ts';

/** What there is to say, and whether every secret can be read. */
export interface Report {
  lines: string[];
  fine: boolean;
}

/** How many secrets are under which key, the newest key first. */
export async function reportKeys(organizations: OrganizationContext[], keyring: Keyring): Promise<Report> {
  const states = (await inTurn(organizations, (ctx) => listEncryptionKeys(ctx.caller, {}))).flat();
  const [newest, ...others] = keyring.map(({ id }) => id);
  const lines = [...new Set([newest, ...others, ...states.map(({ under }) => under)])].map((key) => {
    const those = states.filter(({ under }) => under === key);
    const lost = those.filter(({ isReadable }) => !isReadable).length;
    const older = those.filter(({ isReadable, isNewest }) => isReadable && !isNewest).length;
    const counts = [
      those.length,
      older > 0 && `${older} to be rotated`,
      lost > 0 && `${lost} cannot be decrypted`,
    ].filter(Boolean);
    return `${key}${key === newest ? ' (encrypts)' : others.includes(String(key)) ? ' (decrypts)' : ''}: ${counts.join(', ') || 0}`;
  });
  return { lines, fine: states.every(({ isReadable }) => isReadable) };
}

/** Brings every secret under the newest key, an organization at a time. Where there is nothing to do, nothing is put on record. */
export async function rotate(organizations: OrganizationContext[], keyring: Keyring): Promise<Report> {
  const counts = await inTurn(organizations, async (ctx) => {
    const states = await listEncryptionKeys(ctx.caller, {});
    return states.some(({ isReadable, isNewest }) => isReadable && !isNewest)
      ? rotateEncryptionKey(ctx.caller, {})
      : 0;
  });
  const { lines, fine } = await reportKeys(organizations, keyring);
  return { lines: [`Rotated: ${counts.reduce((sum, count) => sum + count, 0)}`, ...lines], fine };
}

/** One after the other: the embedded database has one connection. */
async function inTurn<Result>(
  organizations: OrganizationContext[],
  act: (ctx: OrganizationContext) => Promise<Result>,
) {
  const results: Result[] = [];
  for (const ctx of organizations) results.push(await act(ctx));
  return results;
}
