import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { parseJson } from '../sockets/parse-json.ts';
import { type Batcher, createBatcher } from './batcher.ts';
import { type Connect, maintainConnection } from './broker/maintain-connection.ts';
import { openCatchUp } from './catch-up.ts';
import { hearDatabase } from './hear-database.ts';
import { openRounds, type Rounds } from './rounds.ts';

/** Called with a key that the topic's slice chose. It is a hint to read the database, not the new state. */
type Listener = (key: string) => void;

export interface Events {
  /** Calls this node's listeners now and sends the hint to other nodes. Never waits and never throws. */
  publish(topic: string, key: string): void;
  /** Calls `listener` for every hint until the returned function is called. */
  subscribe(topic: string, listener: Listener): () => void;
  /** Makes up for lost hints: calls back every 25 s, and soon after a broker outage. */
  rounds: Pick<Rounds, 'join'>;
  /** Batches the reads that one hint triggers for many people of an organization. */
  batch: Batcher;
  /** The same for rounds. It is separate so that reads after a hint do not queue behind a round. */
  batchInRounds: Batcher;
  /** Reports a failed read. It is retried, and once it succeeds every listener of this node reads again. */
  missed(read: () => Promise<unknown>): void;
  isReachable(): boolean;
  /** Whether changes by other programs are heard from the database at once, not only seen in rounds. */
  isHearing(): boolean;
  onProblem(error: unknown, requestId: string): void;
  close(): Promise<void>;
}

const Hint = z.object({ topic: z.string(), key: z.string() });
export type Hint = z.infer<typeof Hint>;

/** A hint for the other nodes, or the notice that some hints of this node were lost. */
const News = z.union([Hint, z.literal('lost')]);
type News = z.infer<typeof News>;
/** What nodes send each other. A shared broker may carry other messages too. */
const Message = z.object({ from: z.string(), news: z.unknown() });

/**
 * What triggers tell of changes by other programs: by channel, the hints in a notification. Undefined if it
 * does not name all that has changed.
 */
export type Notices = Readonly<Record<string, (payload: string) => Hint[] | undefined>>;

interface Hearing extends Pick<Database, 'db' | 'listen' | 'embedded'> {
  notices: Notices;
  /** Called when notifications of the database stop or begin to arrive. */
  onHearing(isHearing: boolean, code: string): void;
}

/**
 * Connects the nodes that share a broker: those with the same `redis://` or `nats://` URL, including its
 * channel. Without a URL, nodes of one database tell each other through it, if `hearing` is given. Resolves
 * even if the broker or the database cannot be reached.
 */
export async function openEvents(
  url: string | undefined,
  onProblem: Events['onProblem'],
  hearing?: Hearing,
): Promise<Events> {
  const node = randomUUID();
  const rounds = openRounds();
  const catchUp = openCatchUp(() => rounds.hurry());
  const listeners = new Map<string, Set<Listener>>();

  function notifyListeners(topic: string, key: string) {
    for (const listener of listeners.get(topic) ?? []) listener(key);
  }

  const serialize = (news: News) => JSON.stringify({ from: node, news });
  function onMessage(text: string) {
    const { data: message } = Message.safeParse(parseJson(text));
    // Listeners of this node have already had its own hints.
    if (!message || message.from === node) return;
    const { data: news } = News.safeParse(message.news);
    // During an upgrade another release may send hints that this one cannot parse. Every listener reads then.
    if (!news || news === 'lost') rounds.hurry();
    else notifyListeners(news.topic, news.key);
  }

  function onChange(channel: string, payload: string) {
    const hints = hearing?.notices[channel]?.(payload);
    if (!hints) return rounds.hurry();
    for (const { topic, key } of hints) notifyListeners(topic, key);
  }

  const listener = { onMessage, lost: serialize('lost'), onReconnect: () => rounds.hurry() };
  const onDisconnect = (reason: Error) => onProblem(reason, 'events');
  const [broker, database] = await Promise.all([
    url === undefined ? undefined : maintainConnection(await connectTo(url), { ...listener, onDisconnect }),
    hearing && hearDatabase({ ...hearing, node, channels: Object.keys(hearing.notices), onChange }, listener),
  ]);
  const others = broker ?? database;
  return {
    publish(topic, key) {
      notifyListeners(topic, key);
      others?.send(serialize({ topic, key }));
    },
    subscribe(topic, listener) {
      const others = listeners.get(topic) ?? new Set();
      listeners.set(topic, others.add(listener));
      return () => {
        others.delete(listener);
        if (others.size === 0 && listeners.get(topic) === others) listeners.delete(topic);
      };
    },
    rounds,
    batch: createBatcher(),
    batchInRounds: createBatcher(),
    missed: catchUp.missed,
    isReachable: () => broker?.isConnected() ?? true,
    isHearing: () => database?.isHearing() ?? false,
    onProblem,
    async close() {
      catchUp.close();
      await Promise.all([broker?.close(), database?.close()]);
    },
  };
}

async function connectTo(url: string): Promise<Connect> {
  const { connect } =
    new URL(url).protocol === 'nats:' ? await import('./broker/nats.ts') : await import('./broker/redis.ts');
  return (onMessage) => connect(url, onMessage);
}
