// GraphQL Yoga over the limit's own SQL.
import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { resolvers, typeDefs } from './hand-written/schema.mjs';
import { viewerOf } from './hand-written/viewer.mjs';

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: async ({ request }) => ({ viewer: await viewerOf(request.headers.get('authorization')) }),
  graphiql: false,
  logging: false,
});
const server = createServer(yoga).listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${server.address().port}`),
);
