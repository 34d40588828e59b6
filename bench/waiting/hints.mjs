import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '@nats-io/transport-node';
import { Redis } from 'ioredis';

const BATCH = 100;
const EVERY_MS = 25;

/** Sends 4,000 hints per second, as another node would. They concern nobody on the measured node. */
export async function sendHints(count, broker, url) {
  const message = JSON.stringify({
    from: randomUUID(),
    news: { topic: 'visits.1000.patient-1000000', key: '1000000' },
  });
  const line = broker === 'redis' ? redisLine(url) : await natsLine(url);
  for (let sent = 0; sent < count; sent += BATCH) {
    for (let index = 0; index < BATCH; index++) line.send(message);
    await pause(EVERY_MS);
  }
  await line.close();
}

function redisLine(url) {
  const redis = new Redis(url);
  return { send: (message) => redis.publish('readyroom', message), close: () => redis.quit() };
}

async function natsLine(url) {
  const connection = await connect({ servers: new URL(url).host });
  return { send: (message) => connection.publish('readyroom', message), close: () => connection.drain() };
}
