// Mercurius with its just-in-time compiler over the limit's own SQL.
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { resolvers, typeDefs } from './hand-written/schema.mjs';
import { viewerOf } from './hand-written/viewer.mjs';

const server = Fastify();
await server.register(mercurius, {
  schema: typeDefs,
  resolvers,
  context: async ({ headers }) => ({ viewer: await viewerOf(headers.authorization) }),
  jit: 1,
});
console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
