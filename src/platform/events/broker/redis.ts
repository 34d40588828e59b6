import { Redis } from 'ioredis';
import { brokerAddress } from './broker-address.ts';
import { BROKER_TIMEOUT_MS, type BrokerConnection } from './maintain-connection.ts';

/** Uses two connections, because a subscribed Redis connection cannot publish. If one ends, both end. */
export async function connect(
  eventsUrl: string,
  onMessage: (message: string) => void,
): Promise<BrokerConnection> {
  const { url, channel } = brokerAddress(eventsUrl);
  const options = {
    lazyConnect: true,
    connectTimeout: BROKER_TIMEOUT_MS,
    commandTimeout: BROKER_TIMEOUT_MS,
    // `maintainConnection` reconnects, and it expects messages of an outage to be lost.
    enableOfflineQueue: false,
    retryStrategy: () => null,
  };
  const publisher = new Redis(url, options);
  const subscriber = new Redis(url, options);
  const connections = [publisher, subscriber];
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

  subscriber.on('message', (_channel, message) => onMessage(message));
  try {
    await Promise.all([publisher.connect(), subscriber.connect().then(() => subscriber.subscribe(channel))]);
  } catch (error) {
    close();
    throw reason ?? error;
  }
  return {
    // If Redis does not accept the message, the next `confirm` fails too and ends the connection.
    send: (message) => void publisher.publish(channel, message).catch(() => {}),
    confirm: () => Promise.all([publisher.ping(), subscriber.ping()]),
    ended,
    close,
  };
}
