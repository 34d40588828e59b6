import { readFileSync } from 'node:fs';
import * as apollo from '@apollo/composition';
import { buildSchema, type ConstDirectiveNode, type DocumentNode, Kind, parse, visit } from 'graphql';
import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';

/*
 * Apollo's own compatibility suite judges libraries, not subgraphs: it asks for a subgraph of products, named by texts and by several fields at
 * once, where this one believes a number and nothing else, and for Apollo's router. These are its features, held to this subgraph: _service,
 * @link, @key, @shareable, @tag and @requires here; @key through a gateway in federation.test.ts and in test/fleet. Keys of several fields, several
 * keys, @provides, @external, @override, @inaccessible, @composeDirective and @interfaceObject are not used, which is held, too.
 */
const clinic = useClinic();
const SDL = readFileSync('schema/telehealth.graphql', 'utf8');

const directivesIn = (document: DocumentNode) => {
  const found: { on: string; directive: ConstDirectiveNode }[] = [];
  const collect = (node: { name: { value: string }; directives?: readonly ConstDirectiveNode[] }) => {
    for (const directive of node.directives ?? []) found.push({ on: node.name.value, directive });
  };
  visit(document, {
    ObjectTypeDefinition: collect,
    InputObjectTypeDefinition: collect,
    EnumTypeDefinition: collect,
    FieldDefinition: collect,
    InputValueDefinition: collect,
  });
  return found;
};

const composedWith = (name: string, others: string) =>
  apollo.composeServices([
    { name: 'readyroom', url: 'http://readyroom/graphql', typeDefs: parse(SDL) },
    { name, url: `http://${name}/graphql`, typeDefs: parse(others) },
  ]);

test('_service: whoever may ask is told the schema that is printed, and it composes as it is told', async () => {
  const { data } = await clinic.john.graphql<{ _service: { sdl: string } }>('{ _service { sdl } }');
  const told = String(data?._service.sdl);
  expect(told).toContain(SDL.trim());
  expect(
    apollo.composeServices([{ name: 'readyroom', url: 'http://readyroom/graphql', typeDefs: parse(told) }])
      .errors,
  ).toBeUndefined();
});

test('@link: it says which federation it speaks, and imports what it uses and no more', () => {
  const extension = parse(SDL).definitions.find(({ kind }) => kind === Kind.SCHEMA_EXTENSION);
  const [, version, imports] =
    /@link\(url: "https:\/\/specs\.apollo\.dev\/federation\/(v2\.\d+)", import: \[([^\]]+)\]\)/.exec(SDL) ??
    [];
  expect([extension?.kind, version]).toEqual([Kind.SCHEMA_EXTENSION, expect.stringMatching(/^v2\./)]);
  const used = new Set(directivesIn(parse(SDL)).map(({ directive }) => `"@${directive.name.value}"`));
  // GraphQL's own, and ours, which the document defines.
  for (const name of ['deprecated', 'listSize']) used.delete(`"@${name}"`);
  expect(imports?.split(', ').sort()).toEqual([...used].sort());
});

test('@key: each of the five kinds has one key, its id', () => {
  const keys = directivesIn(parse(SDL)).filter(({ directive }) => directive.name.value === 'key');
  expect(
    keys
      .map(({ on, directive }) => [
        on,
        directive.arguments?.map(({ value }) => (value.kind === Kind.STRING ? value.value : value.kind)),
      ])
      .sort(),
  ).toEqual(
    ['Appointment', 'Organization', 'Patient', 'Provider', 'TelehealthSession'].map((type) => [type, ['id']]),
  );
});

test('@shareable: only how pages end may be said by others, too', () => {
  expect(
    directivesIn(parse(SDL))
      .filter(({ directive }) => directive.name.value === 'shareable')
      .map(({ on }) => on),
  ).toEqual(['PageInfo']);
  const others = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.4", import: ["@shareable"])
    type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
    type Query { bills: PageInfo! }`;
  expect(composedWith('billing', others).errors?.map(({ message }) => message)).toBeUndefined();
});

test('@tag: a contract can leave out what only admins may ask, and nothing else', () => {
  const { supergraphSdl = '' } = composedWith('billing', 'type Query { bills: Int }');
  for (const sdl of [SDL, supergraphSdl]) {
    const roots = parse(sdl).definitions.flatMap((type) =>
      type.kind === Kind.OBJECT_TYPE_DEFINITION && /^(Query|Mutation|Subscription)$/.test(type.name.value)
        ? (type.fields ?? [])
        : [],
    );
    const adminsOnly = roots.filter(({ description }) => /\bAdmins( only)?\./.test(description?.value ?? ''));
    const tagged = roots.filter(({ directives = [] }) => directives.some(({ name }) => name.value === 'tag'));
    expect(tagged.map(({ name }) => name.value)).toEqual(adminsOnly.map(({ name }) => name.value));
    expect(tagged.length).toBeGreaterThan(0);
  }
});

test('the graph has what the specification adds to it: _Any, _Service, and a union of everything with a key', async () => {
  const { data } = await clinic.john.graphql<{
    union: { possibleTypes: { name: string }[] };
    any: { kind: string };
    service: { fields: { name: string }[] };
    query: { fields: { name: string }[] };
  }>(
    '{ union: __type(name: "_Entity") { possibleTypes { name } } any: __type(name: "_Any") { kind } service: __type(name: "_Service") { fields { name } } query: __type(name: "Query") { fields { name } } }',
  );
  expect(data?.union.possibleTypes.map(({ name }) => name).sort()).toEqual([
    'Appointment',
    'Organization',
    'Patient',
    'Provider',
    'TelehealthSession',
  ]);
  expect(data?.any.kind).toBe('SCALAR');
  expect(data?.service.fields.map(({ name }) => name)).toEqual(['sdl']);
  expect(data?.query.fields.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['_entities', '_service']),
  );
});

test('@requires: another subgraph can build on a field of ours', () => {
  const other = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.4", import: ["@key", "@external", "@requires"])
    type Appointment @key(fields: "id") { id: ID! visitType: String! @external price: Int @requires(fields: "visitType") }
    type Query { prices: [Appointment!]! }`;
  const { errors, supergraphSdl } = composedWith('billing', other);
  expect(errors?.map(({ message }) => message)).toBeUndefined();
  expect(
    buildSchema(String(supergraphSdl), { assumeValidSDL: true }).getType('Appointment')?.toString(),
  ).toBe('Appointment');
  expect(supergraphSdl).toMatch(/price: Int @join__field\(graph: BILLING, requires: "visitType"\)/);
});

test('federated tracing is not offered: traces would carry errors out of the clinic', async () => {
  const headers = {
    authorization: `Bearer ${await clinic.john.token()}`,
    'content-type': 'application/json',
    'apollo-federation-include-trace': 'ftv1',
  };
  // Apollo Server, which could trace, is asked only for what was not asked before in this process, by whichever test; the second time is without it.
  const body = JSON.stringify({ query: 'query NotAskedElsewhere { viewer { id } }' });
  for (const time of ['first', 'second']) {
    const response = await fetch(`${clinic.url}/graphql`, { method: 'POST', headers, body });
    expect([time, response.status, await response.json()]).toEqual([
      time,
      200,
      { data: { viewer: { id: 'provider-45' } } },
    ]);
  }
});
