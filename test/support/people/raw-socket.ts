import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import WebSocket, { type ClientOptions } from 'ws';
import type { Person } from './person.ts';

export type Message = Record<string, unknown>;

interface Options extends ClientOptions {
  /** Has said who they are, and was let in. */
  who?: Person;
  protocols?: string[];
  /** Where it leads, if not to GraphQL. */
  path?: string;
}

/** A socket to a clinic's GraphQL, spoken to message by message, as PROTOCOL.md of graphql-ws has them. */
export async function openSocket(
  url: string,
  { who, protocols = ['graphql-transport-ws'], path = '/graphql', ...options }: Options = {},
) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, protocols, options);
  onTestFinished(() => socket.terminate());
  const inbox: Message[] = [];
  const waiting: ((message: Message) => void)[] = [];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    const take = waiting.shift();
    if (take) take(message);
    else inbox.push(message);
  });
  const ended = new Promise<[number, string]>((resolve) =>
    socket.once('close', (code, reason) => resolve([code, String(reason)])),
  );
  await once(socket, 'open');

  const send = (message: unknown) =>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  const next = () =>
    new Promise<Message>((resolve) => {
      const message = inbox.shift();
      if (message) resolve(message);
      else waiting.push(resolve);
    });
  const connection = {
    socket,
    send,
    next,
    /** The code and the reason with which the server ended it. */
    closed: () => ended,
    subscribe: (id: string, query: string, rest: object = {}) =>
      send({ id, type: 'subscribe', payload: { query, ...rest } }),
    /** All that comes up to the answer to a ping that is sent now. */
    async untilPong() {
      send({ type: 'ping', payload: { last: true } });
      const heard: Message[] = [];
      for (let message = await next(); message.type !== 'pong'; message = await next()) heard.push(message);
      return heard;
    },
  };
  if (who) await introduce(connection, who);
  return connection;
}

type Connection = {
  send(message: unknown): void;
  next(): Promise<Message>;
  closed(): Promise<[number, string]>;
};

export async function introduce({ send, next, closed }: Connection, who: Person) {
  send({ type: 'connection_init', payload: await who.credentials() });
  const answer = await Promise.race([next(), closed()]);
  if (!('type' in answer && answer.type === 'connection_ack'))
    throw new Error(`Not let in: ${JSON.stringify(answer)}`);
}
