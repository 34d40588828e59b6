import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Authenticate } from '../../access/authenticate.ts';
import { originOf } from '../../http/origins.ts';
import { type OnFault, presentable, presentError } from '../../http/present-error.ts';
import { takeTurn } from '../../http/request-turns.ts';
import { BadUserInput } from '../../refusals.ts';
import { writeData } from '../executor/json-text.ts';
import type { Graph } from '../graph.ts';
import { asksForNothing } from '../operations/documents.ts';
import { openApollo } from './apollo.ts';
import { type KnownRequest, readGraphQLRequest, recallRequest } from './graphql-request.ts';

/** Clients send few different Accept headers. */
const MAX_CONTENT_TYPES = 100;

/**
 * GraphQL over HTTP. Apollo Server answers new operations, GET and malformed requests. Operations that it has
 * validated take a fast path with the same bytes, because its work for each request takes longer than most
 * answers. Our executor executes both.
 */
export async function openGraphQLOverHttp(
  graph: Graph,
  authenticate: Authenticate,
  onFault: OnFault,
  production: boolean,
) {
  const {
    schema,
    documents,
    executor: { execute },
  } = graph;
  const apollo = await openApollo(graph, onFault, production);
  /** The content types of Apollo's answers, by the client's Accept header. */
  const contentTypes = new LRUCache<string, string>({ max: MAX_CONTENT_TYPES });

  async function handler(request: FastifyRequest, reply: FastifyReply) {
    reply.header('cache-control', 'no-store');
    const contentType = contentTypes.get(request.headers.accept ?? '');
    const known = contentType && recallRequest(request, documents);
    return known
      ? answerAgain(request, reply.header('content-type', contentType), known)
      : askApollo(request, reply);
  }

  async function askApollo(request: FastifyRequest, reply: FastifyReply) {
    const { operation, httpGraphQLRequest } = readGraphQLRequest(request);
    let wrong: GraphQLError[] = [];
    // After Apollo Server has checked for CSRF, and before it looks the operation up.
    const context = () =>
      contextFor(request, reply, (byGateway) => {
        // Apollo words its own answers to empty and batched requests.
        if (asksForNothing(operation)) return;
        wrong = documents.prepare(operation, byGateway).errors ?? [];
        if (wrong.length > 0) throw new BadUserInput('');
      });
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
    const contentType = headers.get('content-type');
    if (contentType && status === undefined && request.method === 'POST')
      contentTypes.set(request.headers.accept ?? '', contentType);
    reply.code(status ?? 200);
    for (const [name, value] of headers) reply.header(name, value);
    if (wrong.length > 0) return answerOf({ errors: presented(wrong, request) });
    return body.kind === 'complete' ? body.string : reply.send(Readable.from(body.asyncIterator));
  }

  async function answerAgain(
    request: FastifyRequest,
    reply: FastifyReply,
    { request: known, ...operation }: KnownRequest,
  ) {
    const { data, errors } = await contextFor(request, reply, (byGateway) =>
      documents.assertTrusted(known, byGateway),
    ).then(
      (contextValue) => execute({ schema, contextValue, ...operation }, true),
      (error: GraphQLError) => ({ data: undefined, errors: [error] }),
    );
    if (errors) reply.code(statusOf(errors) ?? (data === undefined ? 400 : 200));
    return answerOf({ errors: errors && presented(errors, request), data });
  }

  const presented = (errors: readonly GraphQLError[], { id }: FastifyRequest) =>
    errors.map((error) => presentError(error, id, onFault));

  async function contextFor(
    request: FastifyRequest,
    reply: FastifyReply,
    judge: (byGateway: boolean) => void,
  ) {
    try {
      const { id: requestId, headers: credentials, isCounted } = request;
      const context = await authenticate({
        door: 'graphql',
        requestId,
        origin: originOf(request),
        credentials,
        isCounted,
      });
      await takeTurn(request, context.viewer);
      judge(context.isGateway);
      return context;
    } catch (error) {
      const { message, extensions, status } = presentable(error, request.id, onFault);
      if (extensions.retryAfterSeconds) reply.header('retry-after', String(extensions.retryAfterSeconds));
      throw new GraphQLError(message, { extensions: { ...extensions, http: { status } } });
    }
  }

  return { handler, stop: () => apollo.stop() };
}

interface Answer {
  errors?: GraphQLFormattedError[] | undefined;
  data?: Record<string, unknown> | null | undefined;
}

/** Writes the answer like `JSON.stringify`, but takes `JsonText` as it is. */
function answerOf({ errors, data }: Answer) {
  const parts = [
    ...(errors ? [`"errors":${JSON.stringify(errors)}`] : []),
    ...(data === undefined ? [] : [`"data":${writeData(data)}`]),
  ];
  return `{${parts.join()}}\n`;
}

/** Takes the status of the last error that has one, like Apollo Server. */
function statusOf(errors: readonly GraphQLError[]) {
  const statuses = errors.map(
    ({ extensions }) => (extensions.http as { status?: number } | undefined)?.status,
  ); // only Refusals have it
  return statuses.findLast((status) => status !== undefined);
}
