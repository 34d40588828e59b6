import type { AuditLine } from '../platform/context.ts';
import { asOrganization } from '../platform/database/as-viewer.ts';
import type { Db } from '../platform/database/db.ts';
import { readRow } from '../platform/database/read.ts';
import { addUp, insert } from '../platform/database/write.ts';
import type { Viewer } from '../platform/viewer.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { AuditRepeats } from './audit-repeats.entity.ts';
import { entryOf, type Who } from './record.ts';

const MINUTE_MS = 60_000;
const FLUSH_MS = 1_000;
/** Different refusals in one minute, on this node. Beyond, one entry stands for the others of the person, */
const MAX_OF_PERSON = 30;
/** and one for all others of the organization. */
const MAX_OF_ORGANIZATION = 300;
const OTHERS = 'others';
const MORE = 'try many other things';

/** The first entry of a refusal in its minute. Repeats are counted for it. */
type First = Promise<{ id: number; requestId: string }>;
const firstEntry = { entity: AuditEntry, fields: ['id', 'requestId'] as const };

/** How often the refusal of an entry was repeated. */
interface Repeats {
  orgId: number;
  entryId: number;
  minute: Date;
  count: number;
}

interface OrganizationMinute {
  minute: number;
  entries: Map<string, First>;
  countOfPerson: Map<string, number>;
  latest?: First;
  /** For each viewer, whether the entries were still in the log when the viewer came. */
  known: WeakMap<Viewer, Promise<boolean>>;
}

/**
 * Puts refusals on record. The first one of (who, what, minute) is an entry. Its repeats are only counted, and
 * written within a second, so that a refusal costs no more than what it refuses.
 */
export function openRefusals(db: Db, onFault: (error: unknown, about: string) => void) {
  const organizations = new Map<number, OrganizationMinute>();
  /** By organization and entry: after a restore, an id may be another organization's. */
  let repeats = new Map<string, Repeats>();
  let timer: NodeJS.Timeout | undefined;

  function thisMinuteOf(orgId: number) {
    const minute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    const own = organizations.get(orgId);
    if (own?.minute === minute) return own;
    const anew: OrganizationMinute = {
      minute,
      entries: new Map(),
      countOfPerson: new Map(),
      known: new WeakMap(),
    };
    organizations.set(orgId, anew);
    return anew;
  }

  /** Forgets the minute if its entries are gone, since somebody has restored the database. */
  async function rememberedFor(viewer: Viewer): Promise<OrganizationMinute> {
    const own = thisMinuteOf(viewer.orgId);
    const known = own.known.get(viewer) ?? isInLog(asOrganization(db, viewer.orgId), own.latest);
    own.known.set(viewer, known);
    known.catch(() => own.known.delete(viewer));
    if (await known) return own;
    if (organizations.get(viewer.orgId) === own) organizations.delete(viewer.orgId);
    return rememberedFor(viewer);
  }

  async function record(viewer: Viewer, who: Who, refusal: AuditLine): Promise<void> {
    const own = await rememberedFor(viewer);
    const { draft, key } = withinBounds(own, refusal);
    const first = own.entries.get(key);
    if (first) keep({ orgId: who.orgId, entryId: (await first).id, minute: new Date(own.minute), count: 1 });
    else await begin(own, key, write(asOrganization(db, who.orgId), who, draft));
  }

  async function begin(own: OrganizationMinute, key: string, first: First) {
    own.entries.set(key, first);
    try {
      await first;
      own.latest = first;
    } catch (error) {
      own.entries.delete(key);
      throw error;
    }
  }

  /** Adds to what the next flush writes. */
  function keep(row: Repeats) {
    const key = `${row.orgId} ${row.entryId}`;
    const others = repeats.get(key)?.count ?? 0;
    repeats.set(key, { ...row, count: row.count + others });
    timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
  }

  async function flush() {
    clearTimeout(timer);
    timer = undefined;
    const flushed = repeats;
    repeats = new Map();
    for (const [orgId, rows] of Map.groupBy(flushed.values(), (row) => row.orgId)) {
      // In one order, so that two nodes cannot deadlock.
      rows.sort((one, other) => one.entryId - other.entryId);
      const work = asOrganization(db, orgId);
      await work.apply(addUp(work, AuditRepeats, rows, 'count')).catch((error) => {
        onFault(error, 'count repeated refusals');
        for (const row of rows) keep(row);
      });
    }
  }

  return { record, flush };
}

/** The refusal itself, or what stands for it if there are too many. */
function withinBounds(own: OrganizationMinute, draft: AuditLine) {
  const key = keyOf(draft);
  if (own.entries.has(key)) return { draft, key };
  if (own.entries.size >= MAX_OF_ORGANIZATION) return standIn(OTHERS);
  const count = own.countOfPerson.get(draft.actor) ?? 0;
  if (count >= MAX_OF_PERSON) return standIn(draft.actor);
  own.countOfPerson.set(draft.actor, count + 1);
  return { draft, key };
}

function standIn(actor: string) {
  const draft: AuditLine = { actor, action: MORE, allowed: false };
  return { draft, key: keyOf(draft) };
}

const keyOf = ({ actor, action, appointmentId, subject, code }: AuditLine) =>
  JSON.stringify([actor, action, appointmentId, subject, code]);

async function write(db: Db, who: Who, draft: AuditLine) {
  const [entry] = await db.apply(insert(db, AuditEntry, entryOf(who, draft), firstEntry));
  if (!entry) throw new Error('An inserted entry is returned');
  return entry;
}

async function isInLog(db: Db, first: First | undefined) {
  if (!first) return true;
  const { id, requestId } = await first;
  return (await readRow(db, firstEntry, { id, requestId })) !== undefined;
}
