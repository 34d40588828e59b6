import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../database/db.ts';
import { type Listen, notify } from '../database/notifications.ts';
import { type BrokerListener, maintainConnection } from './broker/maintain-connection.ts';

/** What the nodes of one database send each other if they share no broker. */
const NODES = 'readyroom_nodes';
/** Here every node sends its own name, which proves that it hears. */
const PROOFS = 'readyroom_proofs';
const PROVE_EVERY_MS = 30_000;
/** A proof that takes longer counts as not heard. */
const PROOF_TIMEOUT_MS = 5_000;
/** A node is gone if it has missed two proofs. */
const GONE_AFTER_MS = 2 * PROVE_EVERY_MS + PROOF_TIMEOUT_MS;

interface Hearing {
  db: Db;
  listen: Listen;
  /** Whether no other node can use this database. */
  embedded: boolean;
  /** The name of this node. */
  node: string;
  /** Where other programs' changes are told of. */
  channels: readonly string[];
  onChange(channel: string, payload: string): void;
  /** Called when notifications stop or begin to arrive. The first success is not reported. */
  onHearing(isHearing: boolean, code: string): void;
}

/**
 * Hears the database's notifications over one connection, and reconnects. A pooler in transaction mode accepts
 * LISTEN and delivers nothing, so only a notification that comes back proves that this node hears.
 */
export async function hearDatabase(
  { db, listen, embedded, node, channels, onChange, onHearing }: Hearing,
  listener: Omit<BrokerListener, 'onDisconnect'>,
) {
  const closing = new AbortController();
  let isHearing: boolean | undefined;
  let onProof = () => {};
  // There may be another node until it has missed its proofs.
  let otherNodeSeenAt = performance.now();

  function conclude(isHearingNow: boolean, code = 'OK') {
    if (isHearingNow !== (isHearing ?? true)) onHearing(isHearingNow, code);
    isHearing = isHearingNow;
  }

  async function prove() {
    const { promise: heard, resolve } = Promise.withResolvers<boolean>();
    onProof = () => resolve(true);
    const timeout = pause(PROOF_TIMEOUT_MS, false, { signal: closing.signal, ref: false });
    await notify(db, PROOFS, node);
    conclude(await Promise.race([heard, timeout]), 'NOT_HEARD');
  }
  // A database that takes no statements says nothing about who hears it. `close` aborts the timeout.
  const tryToProve = () => void prove().catch(() => {});

  function onProofOf(other: string) {
    if (other === node) onProof();
    else otherNodeSeenAt = performance.now();
  }

  async function connect(onMessage: (message: string) => void) {
    const listening = await listen([NODES, PROOFS, ...channels], (channel, payload) => {
      if (channel === NODES) onMessage(payload);
      else if (channel === PROOFS) onProofOf(payload);
      else onChange(channel, payload);
    });
    otherNodeSeenAt = performance.now();
    tryToProve();
    let sending: Promise<unknown> = Promise.resolve();
    return {
      ...listening,
      send(message: string) {
        sending = Promise.all([sending, notify(db, NODES, message)]);
        sending.catch(() => {}); // `confirm` reports it
      },
      confirm: () => Promise.all([listening.confirm(), sending]),
    };
  }

  const onDisconnect = ({ code }: { code: string }) => conclude(false, code);
  const connection = await maintainConnection(connect, { ...listener, onDisconnect });
  const proving = setInterval(() => connection.isConnected() && tryToProve(), PROVE_EVERY_MS);
  return {
    isHearing: () => connection.isConnected() && isHearing !== false,
    /** Sends it to the other nodes, if there are any. A node that hears nothing cannot know. */
    send(message: string) {
      const isAlone = embedded || (isHearing === true && performance.now() - otherNodeSeenAt > GONE_AFTER_MS);
      if (!isAlone) connection.send(message);
    },
    async close() {
      clearInterval(proving);
      closing.abort();
      await connection.close();
    },
  };
}
