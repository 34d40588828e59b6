import { type ChainedEntry, linkAfter, NOTHING } from './link-after.ts';

/** The end of a chain at some time, from the table `audit_heads` or from a signed head. */
export interface Head {
  seq: number;
  hash: Uint8Array;
  /** Its source, for use in a sentence, such as "the head signed at 2026-11-27T12:00:00.000Z". */
  name: string;
}

/** The first inconsistency in a chain. */
export interface Finding {
  kind: 'altered' | 'deleted' | 'inserted' | 'swapped' | 'cut' | 'rewritten' | 'unlinked';
  /** The place in the chain. 0 for a row that has none. */
  seq: number;
  sentence: string;
}

type Entries = AsyncIterator<ChainedEntry, undefined>;

interface Known {
  heads: Head[];
  /** The last entry that was removed on purpose, such as after its retention period. */
  after?: Head | undefined;
  /** The end that the database knows after the last entry was read. Nothing may stand behind it. */
  end?: (() => Promise<number | undefined>) | undefined;
}

/**
 * Verifies a chain in one pass. Returns the number of verified entries, and the first finding if there is
 * one.
 */
export async function verifyChain(entries: Entries, { heads, after, end: knownEnd }: Known) {
  const headsAt = Map.groupBy([...heads, ...(after ? [after] : [])], ({ seq }) => seq);
  let count = 0;
  let last: Pick<Head, 'seq' | 'hash'> | undefined;
  for (let entry = await next(entries); entry; entry = await next(entries)) {
    last ??= beginning(entry, after);
    const finding =
      (await examine(entry, last, entries)) ?? contradiction(entry, headsAt.get(entry.seq ?? 0));
    if (finding) return { count, finding };
    last = linked(entry);
    count++;
  }
  const end = last?.seq ?? after?.seq ?? 0;
  const missed = heads.find(({ seq }) => seq > end);
  if (missed) {
    const sentence = `the chain ends with entry ${end}, and ${missed.name} knew entry ${missed.seq}`;
    return { count, finding: found('cut', end + 1, sentence) };
  }
  return { count, finding: behind(end, await knownEnd?.()) };
}

/** An entry behind the end was not put there by who keeps the end. */
function behind(end: number, known = end) {
  if (end <= known) return undefined;
  return found('inserted', known + 1, `entry ${known + 1} stands behind the end that audit_heads knows`);
}

const next = async (entries: Entries) => (await entries.next()).value;

const found = (kind: Finding['kind'], seq: number, sentence: string): Finding => ({ kind, seq, sentence });
/** Call it only after `examine` has found both fields present. */
const linked = ({ seq, hash }: ChainedEntry) => ({ seq: seq ?? 0, hash: hash ?? NOTHING });

function beginning(first: ChainedEntry, after: Head | undefined) {
  if (after && first.seq === after.seq + 1) return after;
  if (first.previous && first.seq && first.seq > 0) return { seq: first.seq - 1, hash: first.previous };
  return { seq: 0, hash: NOTHING };
}

/** Also reads the next entry, to tell a deletion from a swap and an insertion from an alteration. */
async function examine(entry: ChainedEntry, { seq, hash }: Pick<Head, 'seq' | 'hash'>, entries: Entries) {
  const due = seq + 1;
  const where = `id ${entry.id}`;
  if (entry.seq == null || !entry.hash)
    return found('inserted', due, `${where} has no place in the chain, after entry ${seq}`);
  if (entry.seq < due)
    return found(
      'inserted',
      entry.seq,
      entry.seq < 1
        ? `${where} claims to be entry ${entry.seq}, and the first one is entry 1`
        : `entry ${entry.seq} is there more than once, the last time with ${where}`,
    );
  if (entry.seq > due) {
    if ((await next(entries))?.seq === due)
      return found('swapped', due, `entries ${due} and ${entry.seq} stand in each other's place`);
    return found(
      'deleted',
      due,
      `entry ${due} is missing${entry.seq > due + 1 ? `, up to ${entry.seq - 1}` : ''}, before ${where}`,
    );
  }
  if (isRight(hash, entry)) return undefined;
  const follower = await next(entries);
  if (follower?.seq === due)
    return found('inserted', due, `${where} claims to be entry ${due}, and so does the one behind`);
  if (follower && areSwapped(entry, follower))
    return found('swapped', due, `entries ${due} and ${due + 1} stand in each other's place`);
  return found('altered', due, `entry ${due} (${where}) is not what was put on record`);
}

/** Whether both are wrong, and the ids say that the second one came first. */
const areSwapped = (one: ChainedEntry, other: ChainedEntry) =>
  other.id < one.id && !isRight(one.hash ?? NOTHING, other);

const isRight = (previous: Uint8Array, entry: ChainedEntry) =>
  entry.hash != null && linkAfter(previous, entry).equals(entry.hash);

function contradiction(entry: ChainedEntry, heads: Head[] = []) {
  const { seq, hash } = linked(entry);
  const other = heads.find((head) => Buffer.compare(head.hash, hash) !== 0);
  return (
    other &&
    found('rewritten', seq, `the chain up to entry ${seq} is not the one that ${other.name} was made of`)
  );
}
