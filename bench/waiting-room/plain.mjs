// The waiting room of the usual tutorial: ws, graphql-ws and one Repeater per patient. It has no callers and
// no database, so it keeps less than ours. Its parent process says when the room opens.
import { createServer } from 'node:http';
import { Repeater } from '@repeaterjs/repeater';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const schema = buildSchema(`
  type Query { isHere: Boolean }
  type Subscription { roomReady(appointmentId: ID): RoomReady }
  type RoomReady { appointmentId: ID! ready: Boolean! roomName: String startedAt: String reason: String! appointment: Appointment! }
  type Appointment { id: ID! status: String! patientWaitingSince: String session: TelehealthSession }
  type TelehealthSession { id: ID! status: String! roomName: String! startedAt: String! patientJoinedAt: String endedAt: String }
`);
const listeners = new Set();
const stateOf = (appointmentId, ready) => ({
  roomReady: {
    appointmentId,
    ready,
    reason: ready ? 'STARTED' : 'NOT_STARTED',
    appointment: { id: appointmentId, status: 'SCHEDULED' },
  },
});
schema.getSubscriptionType().getFields().roomReady.subscribe = (_source, { appointmentId }) =>
  new Repeater(async (push, stop) => {
    const open = () => push(stateOf(appointmentId, true));
    listeners.add(open);
    push(stateOf(appointmentId, false));
    await stop;
    listeners.delete(open);
  });

const server = createServer();
useServer({ schema }, new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false }));
process.on('message', (message) => {
  if (message === 'start') for (const open of listeners) open();
});
process.channel.ref();
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://localhost:${server.address().port}\n`));
