import { connect as connectToNats } from '@nats-io/transport-node';
import { brokerAddress } from './broker-address.ts';
import { BROKER_TIMEOUT_MS, type BrokerConnection } from './maintain-connection.ts';

export async function connect(
  eventsUrl: string,
  onMessage: (message: string) => void,
): Promise<BrokerConnection> {
  const { url, channel } = brokerAddress(eventsUrl);
  const connection = await connectToNats({ ...serverOf(url), timeout: BROKER_TIMEOUT_MS, reconnect: false });
  const { promise: refused, resolve: refuse } = Promise.withResolvers<Error>();
  connection.subscribe(channel, {
    callback: (error, message) => (error ? refuse(error) : onMessage(message.string())),
  });
  await connection.flush();
  return {
    send: (message) => connection.isClosed() || connection.publish(channel, message),
    confirm: () => connection.flush(),
    ended: Promise.race([connection.closed(), refused]),
    close: () => void connection.close(),
  };
}

/** The library takes credentials as options, not in the URL. */
function serverOf(url: string) {
  const { host, username, password } = new URL(url);
  const user = decodeURIComponent(username);
  if (password) return { servers: host, user, pass: decodeURIComponent(password) };
  return { servers: host, ...(user && { token: user }) };
}
