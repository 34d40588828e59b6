// The stack of the usual tutorial: Apollo Server, type-graphql and plain MikroORM entities.
import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { MikroORM } from '@mikro-orm/postgresql';
import Fastify, { type FastifyRequest } from 'fastify';
import { buildSchema } from 'type-graphql';
import { type Context, contextOf } from './context.ts';
import * as entities from './entities.ts';
import { joinVisit, NotReady } from './join-visit.ts';
import { TelehealthResolver } from './resolver.ts';

const orm = await MikroORM.init({
  entities: [
    entities.Patient,
    entities.Provider,
    entities.Appointment,
    entities.Session,
    entities.OrgSetting,
    entities.AuditEntry,
  ],
  clientUrl: process.env.DATABASE_URL,
  pool: { max: 10 },
});
const apollo = new ApolloServer<Context>({
  schema: await buildSchema({ resolvers: [TelehealthResolver], validate: false }),
});
await apollo.start();

const server = Fastify();
const context = ({ headers }: FastifyRequest) => contextOf(orm.em, headers.authorization);
server.post('/graphql', fastifyApolloHandler(apollo, { context }));
server.post<{ Body: { roomName: string } }>('/api/telehealth/jitsi/join', async (request) =>
  joinVisit(await context(request), Number(request.body.roomName.slice('apt'.length)), 'rest'),
);
server.setErrorHandler((error: Error, _request, reply) => {
  if (!(error instanceof NotReady)) throw error;
  return reply.code(404).send({ error: error.message });
});
console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
