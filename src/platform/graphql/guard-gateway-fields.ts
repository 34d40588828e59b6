import { defaultFieldResolver, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import type { GatewayField } from '../context.ts';
import { BadUserInput, Forbidden } from '../refusals.ts';
import { type Caller, reportForbidden } from '../use-case.ts';
import { limitRows } from './operations/query-limits.ts';

/** Guards the gateway's fields in the schema itself, so that aliases and fragments do not matter. */
export function guardGatewayFields(schema: GraphQLSchema, entityNames: string[]) {
  guard(schema, '_service');
  guard(schema, '_entities', ({ representations }, info) => {
    // The variables tell how many representations there are.
    limitRows({ ...info, fragments: new Map(Object.entries(info.fragments)) });
    // Apollo throws a plain error for these, which would count as our fault.
    if (!representations.every((one) => isObject(one) && entityNames.some((name) => name === one.__typename)))
      throw new BadUserInput('A representation must name one of the types that have a key', [
        'representations',
      ]);
  });
  return schema;
}

type Judge = (args: { representations: unknown[] }, info: GraphQLResolveInfo) => void;

function guard(schema: GraphQLSchema, name: GatewayField, judge: Judge = () => {}) {
  const field = schema.getQueryType()?.getFields()[name];
  if (!field) throw new Error(`A subgraph has ${name}`);
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (source, args, caller: Caller, info) => {
    if (!caller.gatewayFields.includes(name)) {
      reportForbidden(caller, name);
      throw new Forbidden(`Only a gateway that shows its secret may ask for ${name}`);
    }
    judge(args, info);
    return resolve(source, args, caller, info);
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
