import { randomUUID } from 'node:crypto';
import type { WebSocket } from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError } from 'graphql';
import { makeServer } from 'graphql-ws';
import { type Authenticate, credentialsIn } from '../../access/authenticate.ts';
import { FairTurns, inTurn } from '../../fairness/fair-turns.ts';
import { type Party, partyOf } from '../../fairness/party.ts';
import { networkOf } from '../../http/network-of.ts';
import { originOf } from '../../http/origins.ts';
import { presentable, presentError } from '../../http/present-error.ts';
import type { HttpServer } from '../../http/server.ts';
import { TooManyOperations } from '../../refusals.ts';
import { monitorLiveness, type Watch } from '../../sockets/liveness.ts';
import { releaseRequest } from '../../sockets/release-request.ts';
import type { Admission } from '../../sockets/socket-limits.ts';
import type { Caller } from '../../use-case.ts';
import type { Graph } from '../graph.ts';
import { adaptSocket, type ConnectionLoad } from './adapt-socket.ts';
import { openSharedSubscriptions } from './shared-subscriptions.ts';

/** Close code 1013 (IANA): try again later. */
const TRY_AGAIN_LATER = 1013;
/**
 * How many clients, with tokens that are genuine, are looked up or subscribe at a time. The others queue in
 * fair turns. After another server has died, all of its clients at once would take every database connection
 * from other requests.
 */
const ENTRIES = { atOnce: 8, perOrganization: 7, perPerson: 4 };
/** The most operations of one connection. The portal has two or three. */
const MAX_OPERATIONS = 32;

/** A connection, with only those parts of its HTTP request that are needed later. */
interface Connection extends ConnectionLoad {
  close(code: number, reason: string): void;
  watch: Watch;
  admission: Admission;
  origin: string;
  credentials: Record<string, unknown>;
}
type Operation = ExecutionArgs & { contextValue: Caller };

/** GraphQL over graphql-transport-ws. A connection belongs to one caller and ends with their token. */
export function openGraphQLOverWebSocket(
  { schema, documents, executor }: Graph,
  authenticate: Authenticate,
  { onFault, turns, socketLimits }: Pick<HttpServer, 'onFault' | 'turns' | 'socketLimits'>,
  rateLimit: boolean,
) {
  const { execute } = executor;
  const entries = new FairTurns(ENTRIES);
  const watchOver = monitorLiveness();
  const subscribe = openSharedSubscriptions(executor);
  const authenticateFrom = (connection: Connection, requestId: string) => {
    const { origin, credentials } = connection;
    const enter = (party: Party) => enterInTurn(connection, party);
    return authenticate({ door: 'graphql-ws', requestId, origin, credentials, enter });
  };

  /** Only after the token is verified, since nobody may wait for those who invent one. */
  async function enterInTurn({ watch, admission }: Connection, party: Party) {
    watch.introduced();
    admission.introduced();
    const turn = entries.take(party);
    if (turn) await turn;
    return () => entries.release(party);
  }

  const server = makeServer<Record<string, unknown>, Connection>({
    // The liveness monitor does this without a timer for each socket.
    connectionInitWaitTimeout: 0,
    async onConnect(ctx) {
      const { extra: connection, connectionParams } = ctx;
      Object.assign(connection.credentials, credentialsIn(connectionParams ?? {}));
      forget(ctx, 'connectionParams');
      try {
        const { viewer, isGateway } = await authenticateFrom(connection, randomUUID());
        connection.watch.introduced();
        if (!connection.admission.identified(partyOf(viewer), isGateway)) return false;
        connection.watch.expires(viewer.expiresAt);
        return true;
      } catch (error) {
        const refusal = presentable(error, randomUUID(), onFault);
        // Too many requests, or a fault of ours. For anything else graphql-ws closes with 4403.
        if (refusal.status >= 429) connection.close(TRY_AGAIN_LATER, refusal.code);
        return false;
      }
    },
    // Parsed here, because graphql-ws would close the whole socket for a syntax error.
    async onSubscribe({ extra: connection }, _id, payload) {
      if (connection.operations > MAX_OPERATIONS) return [new TooManyOperations(MAX_OPERATIONS)];
      const requestId = randomUUID();
      try {
        const contextValue = await authenticateFrom(connection, requestId);
        const turn = turns.begin(partyOf(contextValue.viewer));
        if (turn) await turn;
        const { document, errors } = documents.prepare(payload, contextValue.isGateway);
        // graphql-ws keeps the message as long as the operation lasts, and nothing needs its text again.
        forget(payload, 'query');
        if (!document) return errors;
        const { variables, operationName } = payload;
        return {
          schema,
          document,
          contextValue,
          variableValues: variables ?? null,
          operationName: operationName ?? null,
        };
      } catch (error) {
        return [presentable(error, requestId, onFault)];
      }
    },
    execute: (args) =>
      inTurn(turns.running, partyIn(args), () => execute(args)).catch((error) => ({
        errors: [presentable(error, requestIdOf(args.contextValue), onFault)],
      })),
    subscribe: (args) => inTurn(entries, partyIn(args), () => subscribe(args as Operation)),
    onError: (_ctx, _id, _payload, errors) =>
      errors.map((error) => (error instanceof GraphQLError ? presentError(error, '', onFault) : error)),
    onNext(_ctx, _id, _payload, { contextValue }, { errors, ...result }) {
      if (!errors) return;
      const presented = errors.map((error) => presentError(error, requestIdOf(contextValue), onFault));
      return { ...result, errors: presented } as FormattedExecutionResult; // graphql-js's result; only its type allows `data: undefined`
    },
  });

  return (socket: WebSocket, request: FastifyRequest) => {
    releaseRequest(socket);
    const admission = socketLimits.open(socket, networkOf(request.ip));
    if (!admission) return;
    const close = (code: number, reason: string) => socket.close(code, reason);
    const credentials = credentialsIn(request.headers);
    const connection = {
      operations: 0,
      close,
      watch: watchOver(socket),
      admission,
      origin: originOf(request),
      credentials,
    };
    const closed = server.opened(adaptSocket(socket, { load: connection, rateLimit, onFault }), connection);
    socket.once('close', (code, reason) => void closed(code, String(reason)));
  };
}

/** As onSubscribe made it. */
const partyIn = (args: ExecutionArgs) => partyOf((args as Operation).contextValue.viewer);

const requestIdOf = (context: unknown) =>
  typeof context === 'object' && context && 'requestId' in context ? String(context.requestId) : '';

/** Clears a property that a library keeps, although its type is read-only. */
function forget<Key extends string>(holder: { readonly [key in Key]?: unknown }, key: Key) {
  (holder as { [key in Key]?: unknown })[key] = undefined;
}
