import { MemPubSub, type PubSub } from '@graphql-hive/pubsub';

/** Something about this appointment's visit has changed: a hint to look at the database again, never the truth itself. */
export interface Hint {
  appointmentId: number;
}

export interface Events {
  publish(topic: string, hint: Hint): Promise<void> | void;
  /** Calls `listener` for every hint from now on, until the returned function is called. */
  subscribe(topic: string, listener: (hint: Hint) => void): Promise<() => Promise<void> | void>;
  isReachable(): boolean;
  onProblem(error: unknown, requestId: string): void;
  close(): Promise<void>;
}

type Topics = Record<string, Hint>;
interface Bus {
  pubsub: PubSub<Topics>;
  isReachable(): boolean;
}

/** No URL: this process only. `redis://` or `nats://`: every process that has the same URL. */
export async function openEvents(url: string | undefined, onProblem: Events['onProblem']): Promise<Events> {
  const { pubsub, isReachable } = await openBus(url, (error) => onProblem(error, 'events')).catch((error: unknown) => {
    throw new Error(`EVENTS_URL cannot be reached (${error instanceof Error ? error.message : error})`);
  });
  return {
    publish: (topic, hint) => pubsub.publish(topic, hint),
    subscribe: async (topic, listener) => pubsub.subscribe(topic, listener),
    isReachable,
    onProblem,
    close: async () => pubsub.dispose(),
  };
}

async function openBus(url: string | undefined, onError: (error: unknown) => void): Promise<Bus> {
  switch (url && new URL(url).protocol) {
    case undefined:
      return { pubsub: new MemPubSub<Topics>(), isReachable: () => true };
    case 'nats:':
      return openNats(String(url));
    default:
      return openRedis(String(url), onError);
  }
}

async function openRedis(url: string, onError: (error: unknown) => void): Promise<Bus> {
  const [{ Redis }, { RedisPubSub }] = await Promise.all([import('ioredis'), import('@graphql-hive/pubsub/redis')]);
  // Publishing fails at once while Redis is away: the change is committed, and listeners look again by themselves.
  const pub = new Redis(url, { enableOfflineQueue: false, lazyConnect: true });
  const sub = new Redis(url, { lazyConnect: true });
  for (const connection of [pub, sub]) connection.on('error', onError);
  await Promise.all([pub.connect(), sub.connect()]);
  return {
    pubsub: new RedisPubSub<Topics>({ pub, sub }, { channelPrefix: 'readyroom' }),
    isReachable: () => pub.status === 'ready' && sub.status === 'ready',
  };
}

async function openNats(url: string): Promise<Bus> {
  const [{ connect }, { NATSPubSub }] = await Promise.all([import('@nats-io/transport-node'), import('@graphql-hive/pubsub/nats')]);
  const connection = await connect({ servers: url, maxReconnectAttempts: -1 });
  let connected = true;
  void (async () => {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') connected = false;
      if (type === 'reconnect') connected = true;
    }
  })();
  return {
    pubsub: new NATSPubSub<Topics>(connection, { subjectPrefix: 'readyroom' }),
    isReachable: () => connected && !connection.isClosed(),
  };
}
