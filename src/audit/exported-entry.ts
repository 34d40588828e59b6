import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { ChainedEntry } from './link-after.ts';

const hash = z
  .hex()
  .length(64)
  .transform((text): Uint8Array => Buffer.from(text, 'hex'));
const Exported = z.object({
  seq: z.int().nullable(),
  id: z.int(),
  orgId: z.int(),
  at: z.iso.datetime().transform((text) => new Date(text)),
  actor: z.string(),
  action: z.string(),
  appointmentId: z.int().nullable(),
  door: z.string(),
  allowed: z.boolean(),
  code: z.string().nullable(),
  detail: z.string().nullable(),
  requestId: z.string(),
  // Exports of earlier releases have none.
  subject: z.string().nullable().default(null),
  // Null if the preceding entries were removed.
  previous: hash.nullable(),
  hash: hash.nullable(),
});

const hex = (bytes: Uint8Array | null | undefined) => bytes && Buffer.from(bytes).toString('hex');

/**
 * Formats a line of an export (NDJSON). The hash covers `previous` and the fields from `seq` to `requestId`,
 * in order, and `subject` unless it is null.
 */
export function exportEntry(
  previous: Uint8Array | null,
  { seq, id, orgId, at, actor, action, ...rest }: ChainedEntry,
) {
  const { appointmentId, door, allowed, code, detail, requestId, subject } = rest;
  const fields = { seq, id, orgId, at, actor, action, appointmentId, door, allowed, code, detail, requestId };
  return `${JSON.stringify({ ...fields, subject, previous: hex(previous), hash: hex(rest.hash) ?? null })}\n`;
}

/** Reads the entries of an exported file. Throws if a line has the wrong shape. */
export async function* readExport(file: string): AsyncGenerator<ChainedEntry> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
    if (line) yield Exported.parse(JSON.parse(line));
}
