import { buildSubgraphSchema } from '@apollo/subgraph';
import { MapperKind, mapSchema, printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, isSpecifiedDirective, parse, printSchema } from 'graphql';
import {
  buildSchemaSync,
  createResolversMap,
  getMetadataStorage,
  type NonEmptyArray,
  type PubSub,
} from 'type-graphql';
import type { AnyShape, Shape } from '../database/shape.ts';
import type { Slice } from '../slice.ts';
import { type Caller, related } from '../use-case.ts';
import { guardGatewayFields } from './guard-gateway-fields.ts';
import { LIST_SIZE } from './list-size.ts';
import { Day, TimeAsText } from './times.ts';

// 2.4 is the first version in which GraphOS composes subscriptions.
const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.4", import: ["@key", "@shareable", "@tag"])';

/** type-graphql requires one. Every subscription here has its own `subscribe`. */
const UNUSED: PubSub = {
  publish: () => {},
  subscribe: (topic) => {
    throw new Error(`Nothing subscribes to ${topic} through type-graphql`);
  },
};

export interface SchemaParts {
  resolvers: NonEmptyArray<new () => object>;
  /** Types that other subgraphs may name by id, and the rows that they are. */
  references: Record<string, AnyShape>;
}

/** What the slices add to the schema. */
export function schemaParts(slices: readonly Slice[]): SchemaParts {
  const [first, ...others] = slices.flatMap(({ resolvers }) => resolvers);
  if (!first) throw new Error('No slice has a resolver');
  const references = Object.assign({}, ...slices.map((slice) => slice.references));
  return { resolvers: [first, ...others], references };
}

/** Prints the schema: `sdl` for routers, and `sdlForClients` without federation, which some tools refuse. */
export function printSubgraph({ resolvers }: Pick<SchemaParts, 'resolvers'>) {
  // A field that is a column needs no resolver.
  for (const type of getMetadataStorage().objectTypes) type.simpleResolvers = true;
  const schema = buildSchemaSync({ resolvers, validate: false, pubSub: UNUSED, directives: [LIST_SIZE] });
  // Parameter decorators run from last to first. Print the arguments in source order.
  const readable = mapSchema(schema, {
    [MapperKind.ROOT_FIELD]: ({ args = {}, ...field }) => ({
      ...field,
      args: Object.fromEntries(Object.entries(args).reverse()),
    }),
  });
  const sdl = `${FEDERATION}\n\n${printSchemaWithDirectives(readable)}\n`;
  return { schema, sdl, sdlForClients: `${printSchema(withoutDirectives(readable))}\n` };
}

const withoutDirectives = (schema: GraphQLSchema) =>
  mapSchema(schema, {
    [MapperKind.DIRECTIVE]: (directive) => (isSpecifiedDirective(directive) ? undefined : null),
  });

/** Builds the executable subgraph. `_entities` shows only rows that the viewer can see. */
export function openSubgraph({ resolvers, references }: SchemaParts): { schema: GraphQLSchema; sdl: string } {
  const { schema, sdl } = printSubgraph({ resolvers });
  const resolverMap: Record<string, object> = {
    ...createResolversMap(schema),
    Date: Day,
    DateTime: TimeAsText,
  };
  for (const [type, shape] of Object.entries(references)) {
    // A row is answered as it is, so its fields need no type here.
    const row = shape as Shape<object, never>;
    const read = related(row, ({ id }: { id: unknown }) => (isId(id) ? Number(id) : null));
    resolverMap[type] = {
      ...resolverMap[type],
      __resolveReference: (reference: { id: unknown }, caller: Caller) => read(caller, reference),
    };
  }
  const subgraph = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolverMap as never }]); // type-graphql's own map, with a narrower type
  return { schema: guardGatewayFields(subgraph, Object.keys(references)), sdl };
}

/** Only the id of a representation is used. Gateways may send other fields with it. */
const isId = (id: unknown) =>
  (typeof id === 'string' || typeof id === 'number') && /^\d{1,18}$/.test(String(id));
