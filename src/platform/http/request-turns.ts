import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  type OperationLimits,
  type OperationTurns,
  openOperationTurns,
} from '../fairness/operation-turns.ts';
import { type Party, partyOf } from '../fairness/party.ts';
import type { Viewer } from '../viewer.ts';

declare module 'fastify' {
  interface FastifyInstance {
    turns: OperationTurns;
  }
  interface FastifyRequest {
    /** Whose turn the request has until it is answered. */
    party: Party | undefined;
  }
}

/** Makes the turns in which operations run, over HTTP and over WebSocket. */
export function openRequestTurns(server: FastifyInstance, limits: OperationLimits) {
  server.decorate('turns', openOperationTurns(limits));
  server.decorateRequest('party', undefined);
  // Also if the client has hung up: its work goes on until there is an answer.
  server.addHook('onSend', (request, _reply, payload, done) => {
    if (request.party) server.turns.running.release(request.party);
    request.party = undefined;
    done(null, payload);
  });
}

/** Resolves when it is this person's turn, which the request then has until it is answered. */
export async function takeTurn(request: FastifyRequest, viewer: Viewer) {
  const { running, begin } = request.server.turns;
  const party = partyOf(viewer);
  const turn = running.take(party);
  if (turn) await turn;
  request.party = party;
  const beginning = begin(party);
  if (beginning) await beginning;
}
