import { once } from 'node:events';
import { expect, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { Clinic } from '../clinic.ts';
import type { Person } from './person.ts';

/** What these tests ask of a clinic. */
export function graphqlSocketOf(clinic: Clinic) {
  /** A socket spoken to message by message, as PROTOCOL.md of graphql-ws has them. */
  async function open(options: { who?: Person; origin?: string } = {}) {
    const socket = new WebSocket(
      `${clinic.url.replace('http', 'ws')}/graphql`,
      'graphql-transport-ws',
      options.origin ? { origin: options.origin } : {},
    );
    onTestFinished(() => socket.terminate());
    const inbox: Record<string, unknown>[] = [];
    const waiting: ((message: Record<string, unknown>) => void)[] = [];
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      const next = waiting.shift();
      if (next) next(message);
      else inbox.push(message);
    });
    await once(socket, 'open');
    const send = (message: object) => socket.send(JSON.stringify(message));
    const next = () =>
      new Promise<Record<string, unknown>>((resolve) => {
        const message = inbox.shift();
        if (message) resolve(message);
        else waiting.push(resolve);
      });
    if (options.who) {
      const token = await options.who.token();
      send({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } });
      expect(await next()).toEqual({ type: 'connection_ack' });
    }
    return {
      socket,
      send,
      next,
      closed: () => once(socket, 'close').then(([code, reason]) => [code, String(reason)]),
    };
  }
  return { open };
}
