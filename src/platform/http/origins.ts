import type { FastifyRequest } from 'fastify';

/** Scheme, host and port under which the caller reached us. */
export const originOf = (request: FastifyRequest) => `${request.protocol}://${request.host}`;

/**
 * Whether pages of this origin may open a WebSocket (RFC 6455 §10.2): our own and the configured ones. Behind
 * a TLS proxy that is not configured, this server sees http while its pages have an https origin, so https is
 * always accepted. An http page may not connect over TLS.
 */
export function isAllowedOrigin(
  { headers: { origin, host }, protocol }: FastifyRequest,
  { corsOrigins }: { corsOrigins: readonly string[] },
) {
  return (
    origin === undefined || [...corsOrigins, `https://${host}`, `${protocol}://${host}`].includes(origin)
  );
}
