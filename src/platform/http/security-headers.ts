import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/**
 * Helmet's headers, which are the same for every answer: asked for once, since Fastify's plug-in makes Helmet anew for each request, and
 * what that leaves behind outlives it. Pages bring a policy of their own.
 */
export function securityHeaders(production: boolean) {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet({ contentSecurityPolicy: false, strictTransportSecurity: production })(request, response, () => {});
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
