import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestContext } from '../context.ts';

/** The header, or the WebSocket connection parameter, that carries a gateway's secret. */
export const GATEWAY_HEADER = 'x-gateway-secret';

type GatewayAccess = Pick<RequestContext, 'gatewayFields' | 'isGateway'>;

const EVERYTHING: GatewayAccess = { gatewayFields: ['_entities', '_service'], isGateway: true };
const NOTHING: GatewayAccess = { gatewayFields: [], isGateway: false };

interface GatewayOptions {
  gatewaySecret: string | undefined;
  production: boolean;
}

/**
 * Decides which gateway fields a caller may select. If a secret is configured, only callers that send it may
 * select them. Otherwise anyone may select `_entities`, and `_service` too outside production, like
 * introspection.
 */
export function gatewayAccess({ gatewaySecret, production }: GatewayOptions) {
  const withoutSecret: GatewayAccess = {
    gatewayFields: production ? ['_entities'] : ['_entities', '_service'],
    isGateway: false,
  };
  return (secret: string | undefined): GatewayAccess => {
    if (gatewaySecret === undefined) return withoutSecret;
    return secret !== undefined && isSame(secret, gatewaySecret) ? EVERYTHING : NOTHING;
  };
}

/** Compares in constant time. Hashes have equal lengths, which `timingSafeEqual` requires. */
const isSame = (one: string, other: string) => timingSafeEqual(hashOf(one), hashOf(other));
const hashOf = (text: string) => createHash('sha256').update(text).digest();
