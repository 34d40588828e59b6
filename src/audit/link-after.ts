import { createHash } from 'node:crypto';
import type { RowOf } from '../platform/database/shape.ts';
import type { chainedEntry } from './audit-entry.entity.ts';

/** An entry from the database or an export. An export also has the previous hash. */
export type ChainedEntry = RowOf<typeof chainedEntry> & { previous?: Uint8Array | null };

/** The previous hash of an organization's first entry: 32 zero bytes. */
export const NOTHING = Buffer.alloc(32);

/**
 * Computes an entry's hash: SHA-256 (FIPS 180-4) of the 32-byte previous hash and the fields as a JSON array
 * (RFC 8259) in UTF-8, as JSON.stringify writes it. An entry without a subject has one field less, as entries
 * had before there were subjects. It checks the trigger
 * (src/platform/database/migrations/audit/audit-link.ts), so it shares no code with it.
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
        ...(entry.subject == null ? [] : [entry.subject]),
      ]),
    )
    .digest();
