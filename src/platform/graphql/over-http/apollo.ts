import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import {
  ApolloServerPluginLandingPageLocalDefault,
  ApolloServerPluginLandingPageProductionDefault,
} from '@apollo/server/plugin/landingPage/default';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { type OnFault, presentError } from '../../http/present-error.ts';
import type { Caller } from '../../use-case.ts';
import { type Documents, PARSE_OPTIONS } from '../operations/documents.ts';

/** Apollo Server, as GraphQL over HTTP needs it here. */
export async function openApollo(
  schema: GraphQLSchema,
  documents: Documents,
  onFault: OnFault,
  production: boolean,
) {
  const apollo = new ApolloServer<Caller>({
    schema,
    ...storesFor(documents),
    parseOptions: PARSE_OPTIONS,
    introspection: !production,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: production,
    plugins: [
      maskFaults(onFault),
      refuseSubscriptions,
      ApolloServerPluginInlineTraceDisabled(),
      // It looks at every field of every answer, to say in the end what is said of all of them.
      ApolloServerPluginCacheControlDisabled(),
      production
        ? ApolloServerPluginLandingPageProductionDefault({ footer: false })
        : ApolloServerPluginLandingPageLocalDefault({ footer: false }),
    ],
    // The server below decides when to stop.
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  return apollo;
}

/** Texts and documents in the store that WebSockets share. What Apollo puts before a hash keeps its own stores apart. */
function storesFor({
  valid,
  textOf,
}: Documents): Pick<ApolloServerOptions<Caller>, 'documentStore' | 'persistedQueries'> {
  const hashOf = (key: string) => key.slice(key.lastIndexOf(':') + 1);
  const remove = async () => {};
  return {
    documentStore: {
      get: async (key) => valid.get(hashOf(key)),
      set: async (key, document) => void valid.set(hashOf(key), document),
      delete: remove,
    },
    // What was found valid is known by its hash already.
    persistedQueries: {
      cache: { get: async (key) => textOf(hashOf(key)), set: async () => {}, delete: remove },
    },
  };
}

/** Apollo takes what is thrown here for a fault of its own, unless it is told the status. */
class SubscriptionOverHttp extends GraphQLError {
  constructor() {
    super('Subscriptions are served over WebSocket (graphql-transport-ws)', {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
  }
}

/** One answer cannot carry a stream; without this the operation would be executed like a query and fail in the dark. */
const refuseSubscriptions: ApolloServerPlugin<Caller> = {
  requestDidStart: async () => ({
    async didResolveOperation({ operation }) {
      if (operation?.operation === 'subscription') throw new SubscriptionOverHttp();
    },
  }),
};

/** Works on the errors as they were thrown, with the request's id at hand, which `formatError` has not. */
const maskFaults = (onFault: OnFault): ApolloServerPlugin<Caller> => ({
  requestDidStart: async () => ({
    async willSendResponse({ errors, response, contextValue }) {
      if (response.body.kind === 'single' && errors)
        response.body.singleResult.errors = errors.map((error) =>
          presentError(error, contextValue.requestId, onFault),
        );
    },
  }),
});
