import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { cpuSecondsOf, cpuSecondsOfTree } from '../processor.mjs';

/** A backend that has become idle tells what it did after 10 s at the latest (PostgreSQL, pgstat.c). */
export const SETTLE = 11_000;

/** What PostgreSQL, the broker and the nodes have done so far, by their own counting: no sampling, no clocks but the kernel's. */
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
  // A new connection counts as a transaction. Who is seen again is told apart, since everyone is at about the same time here.
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
