import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';

/**
 * Patients of one organization who send as many operations as they are let, over sockets and over HTTP. Runs as a process of
 * its own, so that who measures the others' answers is not held up by them. Reads one `Greed` and ends when it is killed.
 */
export interface Greed {
  url: string;
  tokens: string[];
  query: string;
  /** One request a second each, instead of all that they can send. */
  isCalm: boolean;
}

const SOCKETS_EACH = 4;
/** Operations at a time, over each socket and over HTTP. */
const AT_ONCE = 16;

if (process.argv[1]?.endsWith('greedy.ts')) void begin(JSON.parse(await text(process.stdin)));

function begin({ url, tokens, query, isCalm }: Greed) {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  for (const [index, token] of tokens.entries())
    if (isCalm) void askEachSecond(index / tokens.length, () => ask(url, agent, token, query));
    else {
      for (let socket = 0; socket < SOCKETS_EACH; socket++) askOverSocket(url, token, query);
      for (let turn = 0; turn < AT_ONCE; turn++) void askForEver(() => ask(url, agent, token, query));
    }
  process.stdout.write('begun\n');
}

async function askEachSecond(share: number, ask: () => Promise<unknown>) {
  await pause(share * 1_000);
  setInterval(() => void ask(), 1_000);
}

async function askForEver(ask: () => Promise<unknown>) {
  for (;;) await ask();
}

function ask(url: string, agent: Agent, token: string, query: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const asked = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) =>
    response.resume().once('close', resolve),
  );
  asked.on('error', () => resolve());
  asked.end(JSON.stringify({ query }));
  return promise;
}

function askOverSocket(url: string, token: string, query: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const send = (message: object) => socket.send(JSON.stringify(message));
  let asked = 0;
  const askAgain = () => send({ id: `${asked++}`, type: 'subscribe', payload: { query } });
  socket.on('open', () => send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  socket.on('message', (data) => {
    const { type } = JSON.parse(String(data)) as { type: string }; // every message of the protocol has one
    if (type === 'connection_ack') for (let turn = 0; turn < AT_ONCE; turn++) askAgain();
    if (type === 'complete' || type === 'error') askAgain();
  });
  socket.on('error', () => 'it is closed then');
  socket.on('close', () => setTimeout(() => askOverSocket(url, token, query), 100));
}
