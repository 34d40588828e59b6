// Waiting patients with one socket each, like the portal (graphql-transport-ws). A separate process, driven
// by its parent.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import { tokenFor } from './tokens.mjs';

const [secret] = process.argv.slice(2);
/** The portal's documents. Every page subscribes to all visits, and the waiting room also to its own. */
const documents = ['telehealth/room-ready', 'telehealth/session-state', 'appointments/appointment-card'].map(
  (name) => `../../web/src/${name}.graphql`,
);
const QUERY = documents.map((path) => readFileSync(new URL(path, import.meta.url), 'utf8')).join('\n');
/** Same values as in web/src/api/connection.ts, in milliseconds. */
const ASK_EVERY = 10_000;
const comeBackAfter = (retries) => Math.min(500 * 2 ** retries, 5_000) * (0.5 + Math.random() / 2);

const everyone = new Map();
const now = () => performance.timeOrigin + performance.now();
let refusals = 0;

process.on('message', async ({ sit, atOnce, survivors, report }) => {
  if (sit) process.send({ seated: await seat(sit, atOnce) });
  if (survivors) process.send({ back: await comeBack(survivors) });
  if (report)
    process.send({
      refusals,
      toldAt: [...everyone].filter(([, { toldAt }]) => toldAt).map(([id, { toldAt }]) => [id, toldAt]),
    });
});

process.once('disconnect', () => process.exit());

/** Resolves when each patient has received the current state. */
async function seat(patients, atOnce) {
  const queue = patients[Symbol.iterator]();
  const one = async () => {
    for (const patient of queue) await wait(patient);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return patients.length;
}

/**
 * Patients of a dead node come to the survivors. Resolves to when each was told again (milliseconds since the
 * epoch).
 */
async function comeBack(survivors) {
  const lost = [...everyone.values()].filter(({ url }) => !survivors.includes(url));
  return Promise.all(
    lost.map(async (patient, index) => {
      await patient.lost;
      await pause(comeBackAfter(0));
      await wait({ ...patient, url: survivors[index % survivors.length] });
      return now();
    }),
  );
}

/** Retries until the patient is connected and has received the state. */
async function wait(patient, retries = 0) {
  try {
    await enter(patient);
  } catch {
    refusals += 1;
    await pause(comeBackAfter(retries));
    await wait(patient, retries + 1);
  }
}

/** One address may not hold all sockets. */
const addressOf = (id) => `10.${(id >> 16) & 255}.${(id >> 8) & 255}.${id & 255}`;

async function enter(patient) {
  const { url, appointmentId } = patient;
  const authorization = `Bearer ${await tokenFor(secret, 'PATIENT', patient)}`;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    perMessageDeflate: false,
    headers: { 'x-forwarded-for': addressOf(appointmentId) },
  });
  const say = (message) => socket.send(JSON.stringify(message));
  const asking = setInterval(() => socket.readyState === WebSocket.OPEN && say({ type: 'ping' }), ASK_EVERY);
  const present = { ...patient, lost: new Promise((resolve) => socket.once('close', resolve)) };
  everyone.set(appointmentId, present);
  socket.once('close', () => clearInterval(asking));
  await new Promise((resolve, reject) => {
    socket.on('open', () => say({ type: 'connection_init', payload: { authorization } }));
    socket.on('close', (code) =>
      reject(new Error(`A patient's connection was closed with ${code} before they had been told`)),
    );
    socket.on('error', reject);
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      if (message.type === 'connection_ack') {
        say({ id: 'all', type: 'subscribe', payload: { query: QUERY } });
        say({ id: 'one', type: 'subscribe', payload: { query: QUERY, variables: { appointmentId } } });
      }
      // A subscription that fails to start ends at once.
      if (message.type === 'error' || message.type === 'complete') return socket.close();
      // The next round makes up for a failed read.
      if (message.type !== 'next' || message.payload.errors) return;
      if (message.payload.data.roomReady.ready) present.toldAt ??= now();
      if (message.id === 'one') resolve();
    });
  });
}
