import type { Authenticate } from './platform/access/authenticate.ts';
import { originOf } from './platform/graphql/over-http/graphql-over-http.ts';
import { describeRest } from './platform/http/openapi.ts';
import type { OnFault } from './platform/http/present-error.ts';
import type { HttpServer } from './platform/http/server.ts';
import { sessionsRest } from './telehealth/legacy/sessions.rest.ts';
import { telehealthRest } from './telehealth/legacy/telehealth.rest.ts';

/** Everything the REST API consists of, and its description. Nobody reaches a route without `enter`. */
export async function openRest(server: HttpServer, authenticate: Authenticate, onFault: OnFault) {
  await describeRest(server);
  await server.register(
    async (rest) => {
      rest.addHook('onRequest', async (request) => {
        request.ctx = await authenticate({
          door: 'rest',
          requestId: request.id,
          origin: originOf(request),
          credentials: request.headers,
        });
      });
      await rest.register(telehealthRest);
      await rest.register(sessionsRest, { onFault });
    },
    { prefix: '/api/telehealth' },
  );
}
