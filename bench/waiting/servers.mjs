import { accepts, ask, freePort, insist, newFolder, run, startPostgreSql, stopAll } from '../postgresql.mjs';

/**
 * Starts PostgreSQL, Redis and NATS for this run alone, because their counters are global. `stop` removes
 * them.
 */
export async function startServers() {
  const folder = newFolder();
  const [postgres, redis, nats, natsMonitor] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const running = [
    startPostgreSql(folder, postgres),
    run('redis-server', ['--port', redis, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
      cwd: folder,
    }),
    run('nats-server', ['--addr', '127.0.0.1', '--port', nats, '--http_port', natsMonitor], { cwd: folder }),
  ];
  for (const port of [redis, nats, natsMonitor]) await insist(() => accepts(port));
  // PostgreSQL listens before it answers.
  const url = `postgres://postgres@127.0.0.1:${postgres}/postgres`;
  await insist(() => ask(url, 'select 1'));
  const [postgreSql, ...brokers] = running;
  return {
    postgreSql: { pid: postgreSql.pid, url },
    redis: { pid: brokers[0].pid, url: `redis://127.0.0.1:${redis}` },
    nats: {
      pid: brokers[1].pid,
      url: `nats://127.0.0.1:${nats}`,
      monitor: `http://127.0.0.1:${natsMonitor}/varz`,
    },
    stop: () => stopAll(running, folder),
  };
}
