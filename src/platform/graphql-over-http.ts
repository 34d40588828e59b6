import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import {
  ApolloServerPluginLandingPageLocalDefault,
  ApolloServerPluginLandingPageProductionDefault,
} from '@apollo/server/plugin/landingPage/default';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { RequestContext } from './context.ts';
import type { Enter } from './enter.ts';
import { BadUserInput } from './errors.ts';
import { PARSE_OPTIONS } from './graphql.ts';
import { type OnFault, presentable, presentError } from './present-error.ts';

export const originOf = (request: FastifyRequest) => `${request.protocol}://${request.host}`;

/** GraphQL over HTTP, by Apollo Server. */
export async function openGraphQLOverHttp(schema: GraphQLSchema, enter: Enter, onFault: OnFault, production: boolean) {
  const apollo = new ApolloServer<RequestContext>({
    schema,
    parseOptions: PARSE_OPTIONS,
    introspection: !production,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: production,
    plugins: [
      maskFaults(onFault),
      refuseSubscriptions,
      ApolloServerPluginInlineTraceDisabled(),
      production
        ? ApolloServerPluginLandingPageProductionDefault({ footer: false })
        : ApolloServerPluginLandingPageLocalDefault({ footer: false }),
    ],
    // The server below decides when to stop.
    stopOnTerminationSignals: false,
  });
  await apollo.start();

  const context = async (request: FastifyRequest) => {
    const knock = { door: 'graphql' as const, requestId: request.id, origin: originOf(request), credentials: request.headers };
    return enter(knock).catch((error: unknown) => {
      const { message, extensions, status } = presentable(error, request.id, onFault);
      throw new GraphQLError(message, { extensions: { ...extensions, http: { status } } });
    });
  };
  return { handler: fastifyApolloHandler(apollo, { context }), stop: () => apollo.stop() };
}

/** One answer cannot carry a stream; without this the operation would be executed like a query and fail in the dark. */
const refuseSubscriptions: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    async didResolveOperation({ operation }) {
      if (operation?.operation === 'subscription') throw new BadUserInput('Subscriptions are served over WebSocket (graphql-transport-ws)');
    },
  }),
};

/** Works on the errors as they were thrown, with the request's id at hand, which `formatError` has not. */
const maskFaults = (onFault: OnFault): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => ({
    async willSendResponse({ errors, response, contextValue }) {
      if (response.body.kind === 'single' && errors)
        response.body.singleResult.errors = errors.map((error) => presentError(error, contextValue.requestId, onFault));
    },
  }),
});
