import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestContext } from '../context.ts';

/** How a gateway shows that it is one: a header, or a connection parameter of its WebSocket. */
export const GATEWAY_HEADER = 'x-gateway-secret';

type GatewayAccess = Pick<RequestContext, 'gatewayFields' | 'isGateway'>;

const EVERYTHING: GatewayAccess = { gatewayFields: ['_entities', '_service'], isGateway: true };
const NOTHING: GatewayAccess = { gatewayFields: [], isGateway: false };

interface GatewayOptions {
  gatewaySecret: string | undefined;
  production: boolean;
}

/**
 * Decides which gateway fields a caller may ask. With a secret: the callers that show it, and nobody else. Without one, entities
 * are a door like any other, and the schema is kept back where introspection is.
 */
export function gatewayAccess({ gatewaySecret, production }: GatewayOptions) {
  const withoutSecret: GatewayAccess = {
    gatewayFields: production ? ['_entities'] : ['_entities', '_service'],
    isGateway: false,
  };
  return (shown: string | undefined): GatewayAccess => {
    if (gatewaySecret === undefined) return withoutSecret;
    return shown !== undefined && isSame(shown, gatewaySecret) ? EVERYTHING : NOTHING;
  };
}

/** Takes the same time for every guess: hashes have one length, and nothing is learned from how much of them agrees. */
const isSame = (one: string, other: string) => timingSafeEqual(hashOf(one), hashOf(other));
const hashOf = (text: string) => createHash('sha256').update(text).digest();
