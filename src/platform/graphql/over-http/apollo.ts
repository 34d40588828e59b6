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
import type { Executor } from '../executor/executor.ts';
import type { Graph } from '../graph.ts';
import { type Documents, PARSE_OPTIONS } from '../operations/documents.ts';

type Gateway = NonNullable<ApolloServerOptions<Caller>['gateway']>;

/** Apollo Server, as GraphQL over HTTP needs it here: it reads requests and words answers, and leaves executing to our executor. */
export async function openApollo(
  { schema, documents, executor }: Graph,
  onFault: OnFault,
  production: boolean,
) {
  const apollo = new ApolloServer<Caller>({
    gateway: executeBy(executor, schema),
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

/** Its one option that takes another executor is made for a gateway. */
const executeBy = ({ execute }: Executor, schema: GraphQLSchema): Gateway => ({
  onSchemaLoadOrUpdate(callback) {
    callback({ apiSchema: schema, coreSupergraphSdl: '' }); // which only usage reports have a use for
    return () => {};
  },
  load: async () => ({
    executor: ({ document, context, request: { operationName, variables } }) =>
      execute({
        schema,
        document,
        contextValue: context,
        operationName: operationName ?? null,
        variableValues: variables ?? null,
      }),
  }),
  stop: async () => {},
});

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
