import { createHash, timingSafeEqual } from 'node:crypto';
import { defaultFieldResolver, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import type { Config, Secrets } from '../../config/config.ts';
import type { RequestContext } from '../context.ts';
import { limitRows } from '../graphql/operations/query-limits.ts';
import { BadUserInput, Forbidden } from '../refusals.ts';

/** How a gateway shows that it is one: a header, or a connection parameter of its WebSocket. */
export const GATEWAY_HEADER = 'x-gateway-secret';

/** What only gateways have a reason to ask. */
export type GatewayField = '_entities' | '_service';

/**
 * Which of it this caller may ask. With a secret: whoever shows it, and nobody else. Without one, entities are a door like any
 * other, and the schema is kept back where introspection is.
 */
export function gatewayFields(
  shown: string | undefined,
  { gatewaySecret }: Secrets,
  { production }: Config,
): GatewayField[] {
  if (gatewaySecret)
    return shown !== undefined && isSame(shown, gatewaySecret) ? ['_entities', '_service'] : [];
  return production ? ['_entities'] : ['_entities', '_service'];
}

/** Whether a gateway is asking: without a secret nobody can show that they are one. */
export const isGateway = ({ gatewayFields, secrets }: RequestContext) =>
  secrets.gatewaySecret !== undefined && gatewayFields.length > 0;

/** In the same time, whatever is shown: hashes have one length, and nothing is learned from how much of them agrees. */
const isSame = (one: string, other: string) => timingSafeEqual(hashOf(one), hashOf(other));
const hashOf = (text: string) => createHash('sha256').update(text).digest();

/** Guards the fields themselves: by whichever name, in whichever fragment and through whichever door they are asked. */
export function guardGatewayFields(schema: GraphQLSchema, entityNames: string[]) {
  guard(schema, '_service');
  guard(schema, '_entities', ({ representations }, info) => {
    // Only variables say how many there are.
    limitRows({ ...info, fragments: new Map(Object.entries(info.fragments)) });
    // Apollo's own answer to these is a plain error, which would count as a fault of ours.
    if (!representations.every((one) => isObject(one) && entityNames.some((name) => name === one.__typename)))
      throw new BadUserInput('A representation must name one of the types that have a key');
  });
  return schema;
}

type Judge = (args: { representations: unknown[] }, info: GraphQLResolveInfo) => void;

function guard(schema: GraphQLSchema, name: GatewayField, judge: Judge = () => {}) {
  const field = schema.getQueryType()?.getFields()[name];
  if (!field) throw new Error(`A subgraph has ${name}`);
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (source, args, context: RequestContext, info) => {
    if (!context.gatewayFields.includes(name)) {
      context.report({ action: `ask for ${name}`, allowed: false, code: 'FORBIDDEN' });
      throw new Forbidden(`Only a gateway that shows its secret may ask for ${name}`);
    }
    judge(args, info);
    return resolve(source, args, context, info);
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
