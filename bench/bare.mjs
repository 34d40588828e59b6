import Fastify from 'fastify';

/** The ceiling: the same HTTP server reading the same body and sending an answer it was given, and nothing else. */
process.once('message', async (answers) => {
  const server = Fastify();
  for (const [index, { status, text }] of answers.entries())
    server.post(`/${index}`, (_request, reply) => reply.code(status).type('application/json; charset=utf-8').send(text));
  process.send(await server.listen({ port: 0, host: '127.0.0.1' }));
});
