import type { Authenticate } from '../access/authenticate.ts';
import type { RestDoor } from '../slice.ts';
import type { Caller } from '../use-case.ts';
import { originOf } from './origins.ts';
import { takeTurn } from './request-turns.ts';
import type { HttpServer } from './server.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for doors with `knownBy: 'caller token'`. */
    caller: Caller;
  }
}

/** Registers REST doors. The hook that authenticates a door's callers runs before its handlers. */
export async function openDoors(server: HttpServer, doors: readonly RestDoor[], authenticate: Authenticate) {
  for (const door of doors) {
    await server.register(
      async (rest) => {
        if (door.knownBy === 'caller token')
          rest.addHook('onRequest', async (request) => {
            const { id: requestId, headers: credentials, isCounted } = request;
            request.caller = await authenticate({
              door: 'rest',
              requestId,
              origin: originOf(request),
              credentials,
              isCounted,
            });
            await takeTurn(request, request.caller.viewer);
          });
        else if (door.knownBy !== 'nobody') rest.addHook('onRequest', door.verify);
        await rest.register(door.routes);
      },
      { prefix: door.prefix },
    );
  }
}
