import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType } from 'graphql';
import { printSubgraph, schemaParts } from '../../src/platform/graphql/subgraph.ts';
import { slices } from '../../src/slices.ts';
import type { Answer, Person } from './people/person.ts';

const parts = schemaParts(slices);

export const { schema } = printSubgraph(parts);

export const ENTITY_TYPES = Object.keys(parts.references);

/** Every field that a type has, as the schema has it now, and every field of what hangs on it. */
export function everyFieldOf(typeName: string, depth = 2): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`There is no type ${typeName}`);
  const fields = Object.values(type.getFields()).map(({ name, type: fieldType }) => {
    const named = getNamedType(fieldType);
    if (isLeafType(named)) return name;
    return depth > 0 ? `${name} ${everyFieldOf((named as GraphQLObjectType).name, depth - 1)}` : ''; // entities have no unions or interfaces below them
  });
  return `{ __typename ${fields.join(' ')} }`;
}

export const entitiesQuery = (types = ENTITY_TYPES, depth = 2) =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { __typename ${types.map((type) => `... on ${type} ${everyFieldOf(type, depth)}`).join(' ')} } }`;

export type Entities = Answer<{ _entities: (Record<string, unknown> | null)[] }>;

export const overHttp = (who: Person, query: string, variables?: object): Promise<Entities> =>
  who.graphql(query, variables);

export async function overWebSocket(
  who: Person,
  query: string,
  variables?: Record<string, unknown>,
): Promise<Entities> {
  const client = await who.connect();
  try {
    const { value } = await client.iterate({ query, ...(variables && { variables }) }).next();
    return value as Entities; // graphql-ws types the extensions of errors as unknown
  } catch (error) {
    // The socket was not let in.
    const { code } = error as { code?: number }; // graphql-ws throws the close event
    if (code === 4403) return { errors: [{ message: 'closed', extensions: { code: 'UNAUTHENTICATED' } }] };
    throw error;
  } finally {
    await client.dispose();
  }
}
