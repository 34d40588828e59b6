import type { Keyring } from '../config/keyring.ts';
import { listEncryptionKeys } from '../organizations/list-encryption-keys.ts';
import { rotateEncryptionKey } from '../organizations/rotate-encryption-key.ts';
import type { OrganizationContext } from './organization-context.ts';

/** Lines for the terminal. `fine` is false if a secret cannot be decrypted. */
export interface Report {
  lines: string[];
  fine: boolean;
}

/** Reports how many secrets each key encrypts, newest key first. */
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
    const use = key === newest ? ' (encrypts)' : others.includes(String(key)) ? ' (decrypts)' : '';
    return `${key}${use}: ${counts.join(', ') || 0}`;
  });
  return { lines, fine: states.every(({ isReadable }) => isReadable) };
}

/**
 * Re-encrypts all secrets with the newest key. Organizations without work are skipped and get no audit entry.
 */
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

/** Runs one organization at a time, because the embedded database has one connection. */
async function inTurn<Result>(
  organizations: OrganizationContext[],
  act: (ctx: OrganizationContext) => Promise<Result>,
) {
  const results: Result[] = [];
  for (const ctx of organizations) results.push(await act(ctx));
  return results;
}
