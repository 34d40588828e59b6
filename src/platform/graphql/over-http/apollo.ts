import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { type OnFault, presentError } from '../../http/present-error.ts';
import type { Caller } from '../../use-case.ts';
import type { Executor } from '../executor/executor.ts';
import type { Graph } from '../graph.ts';
import { type Documents, PARSE_OPTIONS } from '../operations/documents.ts';

type Gateway = NonNullable<ApolloServerOptions<Caller>['gateway']>;

/** Starts Apollo Server. It parses requests and formats answers. Our executor executes the operations. */
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
    // A page of another origin cannot send Authorization unasked either, and urql's GET has no other header.
    csrfPrevention: {
      requestHeaders: ['authorization', 'apollo-require-preflight', 'x-apollo-operation-name'],
    },
    hideSchemaDetailsFromClientErrors: production,
    plugins: [
      maskFaults(onFault),
      refuseSubscriptions,
      ApolloServerPluginInlineTraceDisabled(),
      // It would visit every field of every answer, only to say `no-store`.
      ApolloServerPluginCacheControlDisabled(),
      // It would load scripts of a third party.
      ApolloServerPluginLandingPageDisabled(),
    ],
    // The HTTP server decides when to stop.
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  return apollo;
}

/** The `gateway` option is the only one that accepts another executor. */
const executeBy = ({ execute }: Executor, schema: GraphQLSchema): Gateway => ({
  onSchemaLoadOrUpdate(callback) {
    callback({ apiSchema: schema, coreSupergraphSdl: '' }); // only usage reports need it
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

/** Apollo's stores, backed by the documents that WebSockets share. Apollo puts a prefix before each hash. */
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
    // A validated text is known by its hash already.
    persistedQueries: {
      cache: { get: async (key) => textOf(hashOf(key)), set: async () => {}, delete: remove },
    },
  };
}

/** Without a status, Apollo would treat an error that is thrown here as its own fault. */
class SubscriptionOverHttp extends GraphQLError {
  constructor() {
    super('Subscriptions are served over WebSocket (graphql-transport-ws)', {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
  }
}

/** Refuses subscriptions. Apollo would execute them like queries, and they would fail with a masked error. */
const refuseSubscriptions: ApolloServerPlugin<Caller> = {
  requestDidStart: async () => ({
    async didResolveOperation({ operation }) {
      if (operation?.operation === 'subscription') throw new SubscriptionOverHttp();
    },
  }),
};

/** Masks faults. Unlike `formatError`, it has the original errors and the id of the request. */
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
