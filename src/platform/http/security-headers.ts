import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/**
 * Helmet's headers, computed once because they are the same for every response. Fastify's plugin creates
 * Helmet anew for each request, which leaves garbage behind. Pages set their own Content-Security-Policy.
 */
export function securityHeaders(production: boolean) {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet({ contentSecurityPolicy: false, strictTransportSecurity: production })(request, response, () => {});
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
