// Waits for an appointment's room to open, like a patient's browser.
// Usage: node examples/wait.mjs <token> <appointment>
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [token, appointmentId] = process.argv.slice(2);
const client = createClient({
  url: process.env.READYROOM_URL ?? 'ws://localhost:4000/graphql',
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${token}` },
});

const query =
  'subscription ($id: ID) { roomReady(appointmentId: $id) { appointmentId ready roomName reason } }';
for await (const { data, errors } of client.iterate({ query, variables: { id: appointmentId } })) {
  console.log(JSON.stringify(errors ?? data?.roomReady));
}
