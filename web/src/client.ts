import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';

/** Gives the caller's token. Asked again for every request and every connection, so that a renewed one counts at once. */
export type TokenSupplier = () => string | Promise<string>;

/** A client of the GraphQL endpoint at `url`: queries and mutations over HTTP, subscriptions over one WebSocket. */
export function openClient(url: string, token: TokenSupplier) {
  const signIn = async () => ({ authorization: `Bearer ${await token()}` });
  return new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      overWebSocket(url, signIn),
      overHttp(url, signIn),
    ),
  });
}

type SignIn = () => Promise<{ authorization: string }>;

const overHttp = (uri: string, signIn: SignIn) =>
  ApolloLink.from([new SetContextLink(async ({ headers }) => ({ headers: { ...headers, ...(await signIn()) } })), new HttpLink({ uri })]);

function overWebSocket(url: string, connectionParams: SignIn) {
  // Whoever waits for a room waits through a restart of the server, too.
  return new GraphQLWsLink(createClient({ url: url.replace(/^http/, 'ws'), connectionParams, retryAttempts: Number.POSITIVE_INFINITY }));
}
