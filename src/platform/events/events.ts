import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../sockets/parse-json.ts';
import { type Batcher, createBatcher } from './batcher.ts';
import { type Connect, maintainConnection } from './broker/maintain-connection.ts';
import { openCatchUp } from './catch-up.ts';
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
  onProblem(error: unknown, requestId: string): void;
  close(): Promise<void>;
}

/** A hint for the other nodes, or the notice that some hints of this node were lost. */
const News = z.union([z.object({ topic: z.string(), key: z.string() }), z.literal('lost')]);
type News = z.infer<typeof News>;
/** What nodes send each other. A shared broker may carry other messages too. */
const Message = z.object({ from: z.string(), news: z.unknown() });

/**
 * Connects the nodes that share a broker: those with the same `redis://` or `nats://` URL, including its
 * channel. Without a URL, events stay in this process. Resolves even if the broker cannot be reached.
 */
export async function openEvents(url: string | undefined, onProblem: Events['onProblem']): Promise<Events> {
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

  const listener = {
    onMessage,
    lost: serialize('lost'),
    onReconnect: () => rounds.hurry(),
    onDisconnect: (reason: Error) => onProblem(reason, 'events'),
  };
  const broker = url === undefined ? undefined : await maintainConnection(await connectTo(url), listener);
  return {
    publish(topic, key) {
      notifyListeners(topic, key);
      broker?.send(serialize({ topic, key }));
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
    onProblem,
    async close() {
      catchUp.close();
      await broker?.close();
    },
  };
}

async function connectTo(url: string): Promise<Connect> {
  const { connect } =
    new URL(url).protocol === 'nats:' ? await import('./broker/nats.ts') : await import('./broker/redis.ts');
  return (onMessage) => connect(url, onMessage);
}
