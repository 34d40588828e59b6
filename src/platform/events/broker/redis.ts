import { Redis } from 'ioredis';
import { brokerAddress } from './broker-address.ts';
import { BROKER_TIMEOUT_MS, type BrokerConnection } from './maintain-connection.ts';

/** Redis wants two connections, since one that listens may not speak. If either ends, both do. */
export async function connect(eventsUrl: string, hear: (message: string) => void): Promise<BrokerConnection> {
  const { url, channel } = brokerAddress(eventsUrl);
  const options = {
    lazyConnect: true,
    connectTimeout: BROKER_TIMEOUT_MS,
    commandTimeout: BROKER_TIMEOUT_MS,
    // Nothing is kept for later, and nothing is mended here.
    enableOfflineQueue: false,
    retryStrategy: () => null,
  };
  const speaker = new Redis(url, options);
  const listener = new Redis(url, options);
  const connections = [speaker, listener];
  const { promise: ended, resolve: end } = Promise.withResolvers<unknown>();
  let reason: unknown;
  for (const connection of connections) {
    connection.on('error', (error) => {
      reason = error;
    });
    connection.on('end', () => end(reason));
  }
  const close = () => {
    for (const connection of connections) connection.disconnect();
  };

  listener.on('message', (_channel, message) => hear(message));
  try {
    await Promise.all([speaker.connect(), listener.connect().then(() => listener.subscribe(channel))]);
  } catch (error) {
    close();
    throw reason ?? error;
  }
  return {
    // If Redis does not take it, the next `confirm` fails as well and ends the connection.
    send: (message) => void speaker.publish(channel, message).catch(() => {}),
    confirm: () => Promise.all([speaker.ping(), listener.ping()]),
    ended,
    close,
  };
}
