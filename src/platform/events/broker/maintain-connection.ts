import { setTimeout as pause } from 'node:timers/promises';

/** A broker that takes longer to answer counts as unreachable. */
export const BROKER_TIMEOUT_MS = 2_000;
/** How often the broker must confirm receipt. A network that drops packets silently raises no error. */
const CONFIRM_EVERY_MS = 2_000;
/** Random delay between attempts, so that the nodes of a fleet do not reconnect at the same moment. */
const RECONNECT_MS = { min: 250, max: 750 };

/**
 * A connection to a broker that has subscribed. It does not reconnect: `maintainConnection` opens a new one.
 */
export interface BrokerConnection {
  send(message: string): void;
  /** Resolves when the broker has received everything that was sent before. */
  confirm(): Promise<unknown>;
  /** Resolves when the connection has ended, with the reason. */
  ended: Promise<unknown>;
  close(): void;
}
export type Connect = (onMessage: (message: string) => void) => Promise<BrokerConnection>;

export interface BrokerListener {
  onMessage(message: string): void;
  /** The message to send after an outage in which messages of this node may have been lost. */
  lost: string;
  /** Called once for each outage, when messages arrive again. */
  onReconnect(): void;
  /** Called once for each outage and reason. */
  onDisconnect(reason: BrokerAway): void;
}

/**
 * The broker cannot be reached or used. Holds only an error code, because full messages may repeat a
 * password.
 */
export class BrokerAway extends Error {
  override name = 'BrokerAway';
  constructor(readonly code: string) {
    super(`The events broker is away (${code})`);
  }
}

/**
 * Keeps a connection to a broker and reconnects after outages. Sending never waits: messages that are sent
 * during an outage are lost, and `lost` is sent after it. Resolves when the first attempt has succeeded or
 * failed.
 */
export async function maintainConnection(
  connectOnce: Connect,
  { onMessage, lost, onReconnect, onDisconnect }: BrokerListener,
) {
  const closing = new AbortController();
  const tried = Promise.withResolvers<void>();
  let connection: BrokerConnection | undefined;
  let stopMonitoring = () => {};
  let sent = 0;
  let confirmed = 0;

  async function connect() {
    const connecting = connectOnce(onMessage);
    return within(BROKER_TIMEOUT_MS, connecting).catch((error: unknown) => {
      // If the connection still comes up, nobody uses it. If it fails, the caller already has an error.
      void connecting.then(
        (late) => late.close(),
        () => {},
      );
      throw error;
    });
  }

  /** Resolves when the node closes. Rejects when the connection ends or the broker stops confirming. */
  async function monitor({ confirm, ended }: BrokerConnection) {
    const { promise: finished, resolve, reject } = Promise.withResolvers<void>();
    stopMonitoring = resolve;
    void ended.then(reject, reject);
    const check = () => {
      const sentBefore = sent;
      within(BROKER_TIMEOUT_MS, confirm()).then(() => {
        confirmed = sentBefore;
      }, reject);
    };
    const checking = setInterval(check, CONFIRM_EVERY_MS);
    await finished.finally(() => clearInterval(checking));
  }

  async function run() {
    let hadOutage = false;
    const reported = new Set<string>();
    while (!closing.signal.aborted) {
      try {
        connection = await connect();
        if (sent > confirmed) connection.send(lost);
        if (hadOutage) onReconnect();
        reported.clear();
        tried.resolve();
        if (!closing.signal.aborted) await monitor(connection);
      } catch (error) {
        const reason = reasonOf(error);
        if (!reported.has(reason)) onDisconnect(new BrokerAway(reason));
        reported.add(reason);
      }
      connection?.close();
      connection = undefined;
      hadOutage = true;
      tried.resolve();
      const milliseconds = RECONNECT_MS.min + Math.random() * (RECONNECT_MS.max - RECONNECT_MS.min);
      // The pause rejects when `close` interrupts it, and the loop ends.
      await pause(milliseconds, undefined, { signal: closing.signal }).catch(() => {});
    }
  }

  const running = run();
  await tried.promise;
  return {
    send(message: string) {
      sent++;
      connection?.send(message);
    },
    isConnected: () => connection !== undefined,
    async close() {
      closing.abort();
      stopMonitoring();
      await running;
    },
  };
}

async function within<T>(milliseconds: number, work: Promise<T>) {
  const done = new AbortController();
  const tooLong = pause(milliseconds, undefined, { signal: done.signal }).then(() =>
    Promise.reject(new BrokerAway('NO_ANSWER')),
  );
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    done.abort();
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'CLOSED';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error.cause) return reasonOf(error.cause);
  // Redis messages begin with a code, such as WRONGPASS.
  return /^[A-Z]{3,}\b/.exec(error.message)?.[0] ?? error.name;
}
