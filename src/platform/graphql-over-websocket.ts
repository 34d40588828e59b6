import { randomUUID } from 'node:crypto';
import type { WebSocket } from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import type { ServerOptions } from 'graphql-ws';
import { type Extra, makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { Enter } from './enter.ts';
import { PARSE_OPTIONS } from './graphql.ts';
import { originOf } from './graphql-over-http.ts';
import { type OnFault, presentable, presentError } from './present-error.ts';

/** graphql-ws: the connection's caller has no (longer a) token that counts. Clients do not retry it by themselves. */
const FORBIDDEN = 4403;
/** RFC 6455: try again later. */
const TRY_AGAIN_LATER = 1013;
const LONGEST_TIMER = 2 ** 31 - 1;

interface Socket extends Extra {
  socket: WebSocket;
  request: FastifyRequest;
}

/** GraphQL over graphql-transport-ws. A connection belongs to one caller and ends with their token. */
export function openGraphQLOverWebSocket(schema: GraphQLSchema, enter: Enter, onFault: OnFault, production: boolean) {
  // As Apollo Server does over HTTP.
  const rules = production ? [...specifiedRules, NoSchemaIntrospectionCustomRule] : specifiedRules;
  const enterFrom = ({ request }: Socket, connectionParams: Record<string, unknown> | undefined, requestId: string) =>
    enter({ door: 'graphql-ws', requestId, origin: originOf(request), credentials: { ...request.headers, ...connectionParams } });

  const options: ServerOptions<Record<string, unknown>, Socket> = {
    schema,
    async onConnect({ extra, connectionParams }) {
      try {
        const { viewer } = await enterFrom(extra, connectionParams, randomUUID());
        closeWhenExpired(extra.socket, viewer.expiresAt);
        return true;
      } catch (error) {
        const refusal = presentable(error, randomUUID(), onFault);
        if (refusal.status >= 500) extra.socket.close(TRY_AGAIN_LATER, refusal.code);
        return false; // closes with 4403
      }
    },
    // Parsed here, since graphql-ws would close the whole socket for one operation's syntax error.
    async onSubscribe({ extra, connectionParams }, _id, { query, variables, operationName }) {
      const requestId = randomUUID();
      const { document, errors } = prepare(schema, query, rules);
      if (!document) return errors;
      try {
        const contextValue = await enterFrom(extra, connectionParams ?? undefined, requestId);
        return { schema, document, contextValue, variableValues: variables ?? null, operationName: operationName ?? null };
      } catch (error) {
        return [presentable(error, requestId, onFault)];
      }
    },
    onError: (_ctx, _id, _payload, errors) =>
      errors.map((error) => (error instanceof GraphQLError ? presentError(error, '', onFault) : error)),
    onNext: (_ctx, _id, _payload, { contextValue }, result) =>
      // As graphql-js made it; only its type allows `data: undefined`.
      ({
        ...result,
        ...(result.errors && { errors: result.errors.map((error) => presentError(error, requestIdOf(contextValue), onFault)) }),
      }) as FormattedExecutionResult,
  };
  return makeHandler(options as never); // its types insist on connection parameters and extras of their own
}

const requestIdOf = (context: unknown) =>
  typeof context === 'object' && context && 'requestId' in context ? String(context.requestId) : '';

/** Parses and validates one operation, in the codes that Apollo Server uses over HTTP. */
function prepare(
  schema: GraphQLSchema,
  query: string,
  rules: readonly ValidationRule[],
): { document: DocumentNode; errors?: undefined } | { document?: undefined; errors: GraphQLError[] } {
  try {
    const document = parse(query, PARSE_OPTIONS);
    const errors = validate(schema, document, rules);
    return errors.length === 0 ? { document } : { errors: errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) };
  } catch (error) {
    return { errors: [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')] }; // the only error parse throws
  }
}

function coded(error: GraphQLError, code: string) {
  error.extensions.code = code;
  return error;
}

function closeWhenExpired(socket: WebSocket, expiresAt: Date) {
  const timer = setTimeout(() => socket.close(FORBIDDEN, 'Token expired'), Math.min(expiresAt.getTime() - Date.now(), LONGEST_TIMER));
  socket.once('close', () => clearTimeout(timer));
}
