import { buildSubgraphSchema } from '@apollo/subgraph';
import { MapperKind, mapSchema, printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, parse } from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray, type PubSub } from 'type-graphql';
import type { RequestContext } from './context.ts';
import type { Load } from './read.ts';

const FEDERATION = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])';

/** The same for HTTP and WebSocket; a client's longest operation has some two hundred tokens. */
export const PARSE_OPTIONS = { maxTokens: 1_000 };

/** type-graphql insists on one; every subscription here brings its own `subscribe`. */
const UNUSED: PubSub = {
  publish: () => {},
  subscribe: (topic) => {
    throw new Error(`Nothing subscribes to ${topic} through type-graphql`);
  },
};

export interface SchemaParts {
  resolvers: NonEmptyArray<new () => object>;
  /** Types that other subgraphs may name by id, and how each is read. */
  entities: Record<string, (load: Load, id: number) => Promise<object | null>>;
}

/** The subgraph's SDL, made from the classes. */
export function printSubgraph({ resolvers }: Pick<SchemaParts, 'resolvers'>) {
  const schema = buildSchemaSync({ resolvers, validate: false, pubSub: UNUSED });
  // Parameter decorators run from last to first; print the arguments as they are written.
  const readable = mapSchema(schema, {
    [MapperKind.ROOT_FIELD]: ({ args = {}, ...field }) => ({ ...field, args: Object.fromEntries(Object.entries(args).reverse()) }),
  });
  return { schema, sdl: `${FEDERATION}\n\n${printSchemaWithDirectives(readable)}\n` };
}

/** The executable subgraph. `_entities` reads through the viewer's own eyes, as every other door does. */
export function openSubgraph({ resolvers, entities }: SchemaParts): { schema: GraphQLSchema; sdl: string } {
  const { schema, sdl } = printSubgraph({ resolvers });
  const resolverMap: Record<string, object> = createResolversMap(schema);
  for (const [type, read] of Object.entries(entities)) {
    resolverMap[type] = {
      ...resolverMap[type],
      __resolveReference: ({ id }: { id: string }, { load }: RequestContext) => (/^\d{1,9}$/.test(id) ? read(load, Number(id)) : null),
    };
  }
  return { schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolverMap as never }]), sdl }; // the map is type-graphql's own, typed more narrowly here
}
