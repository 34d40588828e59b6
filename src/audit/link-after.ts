import { createHash } from 'node:crypto';
import type { RowOf } from '../platform/database/read.ts';
import type { chainedEntry } from './audit-entry.entity.ts';

/** An entry as it stands in the database or in an export, which says as well what came before it. */
export type ChainedEntry = RowOf<typeof chainedEntry> & { previous?: Uint8Array | null };

/** What the first entry of an organization comes after. */
export const NOTHING = Buffer.alloc(32);

/**
 * An entry's hash: SHA-256 (FIPS 180-4) of the 32 bytes before it and of its fields as JSON.stringify writes them (RFC 8259), in UTF-8.
 * Written apart from the trigger's (src/platform/database/migrations/audit-link.ts), which it checks.
 */
export const linkAfter = (previous: Uint8Array, entry: ChainedEntry) =>
  createHash('sha256')
    .update(previous)
    .update(
      JSON.stringify([
        entry.seq,
        entry.id,
        entry.orgId,
        entry.at,
        entry.actor,
        entry.action,
        entry.appointmentId,
        entry.door,
        entry.allowed,
        entry.code,
        entry.detail,
        entry.requestId,
      ]),
    )
    .digest();
