import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../sockets/parse-json.ts';
import { type Batcher, createBatcher } from './batcher.ts';
import { type Connect, maintainConnection } from './broker/maintain-connection.ts';
import { openCatchUp } from './catch-up.ts';
import { openRounds, type Rounds } from './rounds.ts';

/** Hears what has changed, by a key that the topic's slice chose: a hint to look at the database, never the truth itself. */
type Listener = (key: string) => void;

export interface Events {
  /** Tells this node's listeners now and those of other nodes as soon as they can be reached. It never waits and never fails. */
  publish(topic: string, key: string): void;
  /** Calls `listener` for every hint from now on, until the returned function is called. */
  subscribe(topic: string, listener: Listener): () => void;
  /** For whoever must know within half a minute, and soon after a break, what no hint told of. */
  rounds: Pick<Rounds, 'join'>;
  /** For what hints make many people of an organization do at the same time. */
  batch: Batcher;
  /** The same for rounds, which take their time: who was hinted at does not queue behind everyone whose turn it is. */
  batchInRounds: Batcher;
  /** Somebody's look failed: as soon as it succeeds, everyone on this node looks again. */
  missed(look: () => Promise<unknown>): void;
  isReachable(): boolean;
  onProblem(error: unknown, requestId: string): void;
  close(): Promise<void>;
}

/** A hint for the other nodes, or that hints of this one were lost. */
const News = z.union([z.object({ topic: z.string(), key: z.string() }), z.literal('lost')]);
type News = z.infer<typeof News>;
/** From one node to the others. A shared broker carries other messages, too. */
const Message = z.object({ from: z.string(), news: z.unknown() });

/** No URL: this process only. `redis://` or `nats://`: every process that has the same URL, its channel included, whenever that broker can be reached. */
export async function openEvents(url: string | undefined, onProblem: Events['onProblem']): Promise<Events> {
  const node = randomUUID();
  const rounds = openRounds();
  const catchUp = openCatchUp(() => rounds.hurry());
  const listeners = new Map<string, Set<Listener>>();

  function tellOwn(topic: string, key: string) {
    for (const listener of listeners.get(topic) ?? []) listener(key);
  }

  const write = (news: News) => JSON.stringify({ from: node, news });
  function hear(text: string) {
    const { data: message } = Message.safeParse(parseJson(text));
    // What this node said itself, its own listeners have heard already.
    if (!message || message.from === node) return;
    const { data: news } = News.safeParse(message.news);
    // Another release may speak otherwise while a fleet is upgraded: something has changed, so everybody looks.
    if (!news || news === 'lost') rounds.hurry();
    else tellOwn(news.topic, news.key);
  }

  const listener = {
    hear,
    lost: write('lost'),
    onHealed: () => rounds.hurry(),
    onBreak: (reason: Error) => onProblem(reason, 'events'),
  };
  const broker = url === undefined ? undefined : await maintainConnection(await connectTo(url), listener);
  return {
    publish(topic, key) {
      tellOwn(topic, key);
      broker?.send(write({ topic, key }));
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
  return (hear) => connect(url, hear);
}
