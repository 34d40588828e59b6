// Waiting patients with a bare TCP socket each, so that many of them fit beside the server. A separate
// process, driven by its parent.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { tokenFor } from '../waiting/tokens.mjs';
import { frameOf, PONG, readFrames } from './frames.mjs';

const [port, secret] = process.argv.slice(2);
/** The portal's document. */
const documents = ['telehealth/room-ready', 'telehealth/session-state', 'appointments/appointment-card'].map(
  (name) => `../../web/src/${name}.graphql`,
);
const QUERY = documents.map((path) => readFileSync(new URL(path, import.meta.url), 'utf8')).join('\n');
const MAX_TRIES = 20;
const COME_AGAIN_AFTER = 500;
const PING = frameOf({ type: 'ping' });
const UPGRADE = [
  'GET /graphql HTTP/1.1',
  `Host: 127.0.0.1:${port}`,
  'Connection: Upgrade',
  'Upgrade: websocket',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: en-US,en;q=0.9',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Protocol: graphql-transport-ws',
].join('\r\n');

const sockets = new Set();
let pinging;
/**
 * When each socket got the first message of an open room (milliseconds since the epoch), and the appointment.
 */
let told = [];
const now = () => performance.timeOrigin + performance.now();

process.on('message', async ({ sit, atOnce, tabs, pingEverySeconds, isReport }) => {
  if (sit) process.send({ seated: await seat(sit, atOnce, tabs) });
  if (pingEverySeconds !== undefined) process.send({ pinging: ping(pingEverySeconds) });
  if (isReport) {
    process.send({ told, connected: sockets.size });
    told = [];
  }
});
process.once('disconnect', () => process.exit());

/**
 * Resolves when each patient has received the current state. One person's tabs share a token, as in a
 * browser.
 */
async function seat(visits, atOnce, tabs = 1) {
  const queue = visits.flatMap((visit) => Array.from({ length: tabs }, () => visit))[Symbol.iterator]();
  const tokens = new Map();
  const one = async () => {
    for (const visit of queue) {
      const token = tokens.get(visit.appointmentId) ?? (await tokenFor(secret, 'PATIENT', visit));
      if (tabs > 1) tokens.set(visit.appointmentId, token);
      await insist(() => wait(visit.appointmentId, token));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return sockets.size;
}

/** An overloaded server rejects some connections. They try again. */
async function insist(work) {
  for (let triesLeft = MAX_TRIES; ; triesLeft--) {
    try {
      return await work();
    } catch (error) {
      if (triesLeft === 0) throw error;
      await pause(COME_AGAIN_AFTER);
    }
  }
}

function wait(appointmentId, token) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const socket = connect(port, '127.0.0.1');
  let rest = Buffer.alloc(0);
  let isUpgraded = false;
  let isTold = false;
  const hear = (text) => {
    if (!isTold && text.includes('"ready":true')) {
      isTold = true;
      told.push([appointmentId, now()]);
    } else if (text.includes('"connection_ack"'))
      socket.write(
        frameOf({ id: '1', type: 'subscribe', payload: { query: QUERY, variables: { appointmentId } } }),
      );
    if (text.includes('"errors"') || text.includes('"type":"error"')) reject(new Error(text));
    if (text.includes('"next"')) resolve();
  };
  socket.on('data', (bytes) => {
    const all = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
    if (isUpgraded)
      rest = readFrames(all, {
        onText: hear,
        onPing: () => socket.write(PONG),
        onClose: () => socket.destroy(),
      });
    else {
      const end = all.indexOf('\r\n\r\n');
      isUpgraded = end >= 0;
      rest = isUpgraded ? all.subarray(end + 4) : all;
      if (isUpgraded)
        socket.write(frameOf({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    }
  });
  socket.on('error', reject);
  socket.on('close', () => {
    sockets.delete(socket);
    reject(new Error('The server closed a connection'));
  });
  socket.write(`${UPGRADE}\r\n\r\n`);
  sockets.add(socket);
  return promise;
}

/** Each patient pings the server at this interval in seconds, as the portal does. 0 stops it. */
function ping(seconds) {
  clearInterval(pinging);
  if (seconds === 0) return 0;
  const order = [...sockets];
  let next = 0;
  pinging = setInterval(() => {
    for (let left = order.length / (seconds * 10); left > 0; left--)
      order[next++ % order.length]?.write(PING);
  }, 100);
  return order.length;
}
