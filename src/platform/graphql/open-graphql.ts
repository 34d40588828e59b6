import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '../access/authenticate.ts';
import { isAllowedOrigin } from '../http/origins.ts';
import type { HttpServer } from '../http/server.ts';
import type { Slice } from '../slice.ts';
import { releaseReply } from '../sockets/release-request.ts';
import { type OnDeprecated, openExecutor } from './executor/executor.ts';
import { openDocuments } from './operations/documents.ts';
import { openGraphQLOverHttp } from './over-http/graphql-over-http.ts';
import { openGraphQLOverWebSocket } from './over-websocket/graphql-over-websocket.ts';
import { openSubgraph, schemaParts } from './subgraph.ts';

interface GraphQLOptions {
  production: boolean;
  trustedDocumentsOnly: boolean;
  corsOrigins: string[];
  rateLimit: number;
  onDeprecated: OnDeprecated;
  /** Sends browsers a page to try GraphQL with. Without it they are answered like any client. */
  explorer?: ((reply: FastifyReply) => FastifyReply) | undefined;
}

/** Opens `/graphql` to both transports: HTTP, and graphql-transport-ws on the same path. */
export async function openGraphQL(
  server: HttpServer,
  slices: readonly Slice[],
  authenticate: Authenticate,
  options: GraphQLOptions,
) {
  const { schema } = openSubgraph(schemaParts(slices));
  const graph = {
    schema,
    documents: openDocuments(schema, options),
    executor: openExecutor(schema, options.onDeprecated),
  };
  const overHttp = await openGraphQLOverHttp(graph, authenticate, server.onFault, options.production);
  const overWebSocket = openGraphQLOverWebSocket(graph, authenticate, server, options.rateLimit > 0);

  async function sendExplorer(request: FastifyRequest, reply: FastifyReply) {
    const isBrowser = !request.ws && request.headers.accept?.includes('text/html');
    return isBrowser ? options.explorer?.(reply) : undefined;
  }

  const route = { url: '/graphql', schema: { hide: true }, handler: overHttp.handler };
  server.route({ ...route, method: ['POST'] });
  server.route({
    ...route,
    method: 'GET',
    preValidation: async (request, reply) =>
      request.ws && !isAllowedOrigin(request, options)
        ? reply.code(403).send('This origin may not connect')
        : undefined,
    preHandler: [releaseReply, sendExplorer],
    wsHandler: overWebSocket,
  });
  return { stop: overHttp.stop };
}
