import { setTimeout as pause } from 'node:timers/promises';

/** How long a broker may take to answer, in milliseconds; who takes longer is away. */
export const BROKER_TIMEOUT_MS = 2_000;
/** How often a broker is asked whether it has everything: a network that swallows says nothing by itself. */
const CONFIRM_EVERY_MS = 2_000;
/** Between two attempts, at random, so that a fleet does not come back all at once. */
const RECONNECT_MS = { least: 250, most: 750 };

/** One connection to a broker, from the moment it hears everything until it ends. It is not mended: another is dialled. */
export interface BrokerConnection {
  send(message: string): void;
  /** Resolves when the broker has everything that was sent before. */
  confirm(): Promise<unknown>;
  /** Resolves when the connection has ended, with what ended it. */
  ended: Promise<unknown>;
  close(): void;
}
export type Connect = (hear: (message: string) => void) => Promise<BrokerConnection>;

interface BrokerListener {
  hear(message: string): void;
  /** What is sent after a break in which messages of ours were lost, or may have been. */
  lost: string;
  /** Once for each break: from now on everything is heard again. */
  onHealed(): void;
  /** Once for each break and reason. */
  onBreak(reason: BrokerAway): void;
}

/** The broker cannot be reached, or not used. Only the reason's code: what brokers and libraries say in full may repeat a password. */
export class BrokerAway extends Error {
  override name = 'BrokerAway';
  constructor(readonly code: string) {
    super(`The events broker is away (${code})`);
  }
}

/**
 * Holds a connection to a broker, again and again, and nobody up: what is sent while there is none is lost, and made up for after
 * the break. Comes back when the first attempt has succeeded or failed.
 */
export async function maintainConnection(
  connectOnce: Connect,
  { hear, lost, onHealed, onBreak }: BrokerListener,
) {
  const closing = new AbortController();
  const tried = Promise.withResolvers<void>();
  let connection: BrokerConnection | undefined;
  let letGo = () => {};
  let sent = 0;
  let confirmed = 0;

  async function connect() {
    const dialled = connectOnce(hear);
    return within(BROKER_TIMEOUT_MS, dialled).catch((error: unknown) => {
      // If the connection still comes up, nobody uses it. If it fails, the caller already has an error.
      void dialled.then(
        (late) => late.close(),
        () => {},
      );
      throw error;
    });
  }

  /** Until it ends, or the broker does not confirm any more, or the node closes. */
  async function hold({ confirm, ended }: BrokerConnection) {
    const { promise: over, resolve, reject } = Promise.withResolvers<void>();
    letGo = resolve;
    void ended.then(reject, reject);
    const check = () => {
      const sentBefore = sent;
      within(BROKER_TIMEOUT_MS, confirm()).then(() => {
        confirmed = sentBefore;
      }, reject);
    };
    const checking = setInterval(check, CONFIRM_EVERY_MS);
    await over.finally(() => clearInterval(checking));
  }

  async function run() {
    let hasBeenAway = false;
    const reported = new Set<string>();
    while (!closing.signal.aborted) {
      try {
        connection = await connect();
        if (sent > confirmed) connection.send(lost);
        if (hasBeenAway) onHealed();
        reported.clear();
        tried.resolve();
        if (!closing.signal.aborted) await hold(connection);
      } catch (error) {
        const reason = reasonOf(error);
        if (!reported.has(reason)) onBreak(new BrokerAway(reason));
        reported.add(reason);
      }
      connection?.close();
      connection = undefined;
      hasBeenAway = true;
      tried.resolve();
      const milliseconds = RECONNECT_MS.least + Math.random() * (RECONNECT_MS.most - RECONNECT_MS.least);
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
      letGo();
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
  // Redis begins with a code of its own, such as WRONGPASS.
  return /^[A-Z]{3,}\b/.exec(error.message)?.[0] ?? error.name;
}
