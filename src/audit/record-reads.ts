import DataLoader from 'dataloader';
import type { ReadLine } from '../platform/context.ts';
import type { Db } from '../platform/database/db.ts';
import { insertNew } from '../platform/database/write.ts';
import type { Viewer } from '../platform/viewer.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { entryOf, type Who } from './record.ts';

const HOUR_MS = 3_600_000;
/** Of one viewer. Beyond, the database is asked again. */
const MAX_REMEMBERED = 10_000;

/**
 * Puts on record who reads what, once an hour. A unique index keeps it to one entry, on all nodes together.
 * What a viewer's reads of this hour are on record is remembered with the viewer, so most reads cost nothing.
 */
export function openReads() {
  const remembered = new WeakMap<Viewer, { hour: number; keys: Set<string> }>();

  function keysOf(viewer: Viewer) {
    const hour = Math.floor(Date.now() / HOUR_MS);
    const known = remembered.get(viewer);
    if (known?.hour === hour && known.keys.size < MAX_REMEMBERED) return known.keys;
    const keys = new Set<string>();
    remembered.set(viewer, { hour, keys });
    return keys;
  }

  async function recordAll(db: Db, viewer: Viewer, who: Who, drafts: readonly ReadLine[]) {
    const keys = keysOf(viewer);
    const fresh = new Map<string, ReadLine>(
      drafts.map((draft) => [`${draft.actor} ${draft.action} ${draft.appointmentId}`, draft]),
    );
    for (const key of keys) fresh.delete(key);
    if (fresh.size === 0) return;
    const rows = [...fresh.values()].map((draft) => entryOf(who, { ...draft, allowed: true }));
    await db.apply(insertNew(db, AuditEntry, rows));
    for (const key of fresh.keys()) keys.add(key);
  }

  /** Resolves once the read is on record. Reads of one level of an answer are written with one statement. */
  return (db: Db, viewer: Viewer, who: Who) => {
    let loader: DataLoader<ReadLine, void> | undefined;
    return (draft: ReadLine) => {
      loader ??= new DataLoader(
        async (drafts) => {
          await recordAll(db, viewer, who, drafts);
          return drafts.map(() => undefined);
        },
        { cache: false },
      );
      return loader.load(draft);
    };
  };
}
