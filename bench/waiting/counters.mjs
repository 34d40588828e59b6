import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { cpuSecondsOf, cpuSecondsOfTree } from '../processor.mjs';

/** An idle backend reports its statistics within 10 s (PostgreSQL, pgstat.c). */
export const SETTLE = 11_000;

/**
 * Reads the counters of PostgreSQL, the broker and the nodes. It does not sample, and uses only the kernel's
 * clocks.
 */
export async function openCounters({ servers, databaseUrl, broker }) {
  const pg = new Client({ connectionString: databaseUrl });
  await pg.connect();
  const redis = broker === 'redis' ? new Redis(servers.redis.url) : undefined;
  const [brokerCounts, brokerPid] = redis
    ? [() => redisCounts(redis), servers.redis.pid]
    : [natsCounts, servers.nats.pid];

  async function natsCounts() {
    const counts = await (await fetch(servers.nats.monitor)).json();
    return { brokerIn: counts.in_msgs, brokerOut: counts.out_msgs, brokerBytesOut: counts.out_bytes };
  }
  return {
    async read(nodes, settle = SETTLE) {
      await pause(settle);
      return {
        at: performance.now() / 1000,
        ...(await databaseCounts(pg)),
        ...(await brokerCounts()),
        nodeCpu: nodes.reduce((sum, { pid }) => sum + cpuSecondsOf(pid), 0),
        databaseCpu: cpuSecondsOfTree(servers.postgreSql.pid),
        brokerCpu: cpuSecondsOf(brokerPid),
      };
    },
    async close() {
      await pg.end();
      redis?.disconnect();
    },
  };
}

async function databaseCounts(pg) {
  // A new connection counts as a transaction. Refreshes of waiting patients are separate: here they all come
  // at once.
  const { rows } = await pg.query(
    `select xact_commit + xact_rollback - sessions as transactions,
       (select sum(n_tup_upd) from pg_stat_user_tables where relname = 'waiting_patients') as seen,
       (select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables) as writes
     from pg_stat_database where datname = current_database()`,
  );
  const [transactions, seen, writes] = [rows[0].transactions, rows[0].seen, rows[0].writes].map(Number);
  return { transactions, seen, writes: writes - seen };
}

async function redisCounts(redis) {
  const text = await redis.info('everything');
  const stat = (name) => Number(new RegExp(`${name}:(?:calls=)?(\\d+)`).exec(text)?.[1] ?? 0);
  return {
    brokerIn: stat('cmdstat_publish'),
    brokerPings: stat('cmdstat_ping'),
    brokerBytesOut: stat('total_net_output_bytes'),
  };
}
