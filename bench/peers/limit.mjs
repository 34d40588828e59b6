// The limit: the same requests, statements and signature on bare Fastify. Without GraphQL: the operation's
// name selects the handler.
import Fastify from 'fastify';
import { joinVisit, listAppointments } from './hand-written/clinic.mjs';
import { NotReady } from './hand-written/not-ready.mjs';
import { viewerOf } from './hand-written/viewer.mjs';

const operations = {
  Appointments: async (viewer, { first }) => ({ appointments: await listAppointments(viewer, first) }),
  Join: async (viewer, { id }) => ({ joinTelehealth: await joinVisit(viewer, id, 'graphql') }),
};

const server = Fastify();
server.post('/graphql', async ({ headers, body }) => ({
  data: await operations[body.operationName](await viewerOf(headers.authorization), body.variables),
}));
server.post('/api/telehealth/jitsi/join', async ({ headers, body }) =>
  joinVisit(await viewerOf(headers.authorization), body.roomName.slice('apt'.length), 'rest'),
);
server.setErrorHandler((error, _request, reply) => {
  if (!(error instanceof NotReady)) throw error;
  return reply.code(404).send({ error: error.message });
});
console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
