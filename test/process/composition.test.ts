import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as apollo from '@apollo/composition';
import * as guild from '@theguild/federation-composition';
import { buildSchema, type GraphQLObjectType, parse } from 'graphql';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/servers/process.ts';

const READYROOM = readFileSync('schema/telehealth.graphql', 'utf8');
const CHARTING = readFileSync('examples/federation/charting.graphql', 'utf8');
const COMPOSE = 'examples/federation/compose.ts';

const compose = (
  composeServices: typeof guild.composeServices | typeof apollo.composeServices,
  charting = CHARTING,
) =>
  composeServices([
    { name: 'readyroom', url: 'http://readyroom:4000/graphql', typeDefs: parse(READYROOM) },
    { name: 'charting', url: 'http://charting:4001/graphql', typeDefs: parse(charting) },
  ]);

test.each([
  ['Apollo', apollo.composeServices],
  ['The Guild', guild.composeServices],
])('Readyroom and the example subgraph compose, as %s judges', (_name, composeServices) => {
  const { errors, supergraphSdl } = compose(composeServices);
  expect(errors?.map(({ message }) => message)).toBeUndefined();
  const schema = buildSchema(String(supergraphSdl), { assumeValidSDL: true });
  const fieldsOf = (name: string) => Object.keys((schema.getType(name) as GraphQLObjectType).getFields()); // both are types of the subgraphs
  expect(fieldsOf('Appointment')).toEqual(expect.arrayContaining(['status', 'session', 'vitals']));
  expect(fieldsOf('Patient').sort()).toEqual(['allergies', 'id', 'name']);
  expect(fieldsOf('Subscription')).toEqual(['roomReady']);
  expect(supergraphSdl).not.toMatch(/_entities|_service/);
});

test.each([
  ['Apollo', apollo.composeServices],
  ['The Guild', guild.composeServices],
])('an EHR’s subgraph with roles of its own composes, as %s judges', (_name, composeServices) => {
  const ehr = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.4", import: ["@key"])
    enum Role { NURSE CLERK }
    type Query { colleagues(role: Role!): [String!]! }`;
  expect(compose(composeServices, ehr).errors?.map(({ message }) => message)).toBeUndefined();
});

test.each([
  ['Apollo', apollo.composeServices],
  ['The Guild', guild.composeServices],
])('a subgraph that claims what is Readyroom’s does not compose, as %s judges', (_name, composeServices) => {
  const greedy = CHARTING.replace('  vitals: Vitals', '  vitals: Vitals\n  status: Int');
  expect(greedy).not.toBe(CHARTING);
  expect(
    compose(composeServices, greedy)
      .errors?.map(({ message }) => message)
      .join(),
  ).toContain('Appointment.status');
});

test('the supergraph that is deployed is composed of the schema as it is', () => {
  const output = join(temporaryFolder(), 'supergraph.graphql');
  execFileSync(process.execPath, [
    COMPOSE,
    output,
    'readyroom=http://readyroom:4000/graphql=schema/telehealth.graphql',
  ]);
  const committed = readFileSync('deploy/gateway/supergraph.graphql', 'utf8');
  expect(committed, 'Run `npm run codegen` and commit what changes').toBe(readFileSync(output, 'utf8'));
});

test('the compose step says what is wrong and fails, instead of writing half a supergraph', () => {
  const folder = temporaryFolder();
  const greedy = join(folder, 'greedy.graphql');
  const output = join(folder, 'supergraph.graphql');
  writeFileSync(greedy, CHARTING.replace('  vitals: Vitals', '  vitals: Vitals\n  status: Int'));
  const subgraphs = [
    'readyroom=http://a/graphql=schema/telehealth.graphql',
    `charting=http://b/graphql=${greedy}`,
  ];
  const { status, stderr } = spawnSync(process.execPath, [COMPOSE, output, ...subgraphs], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('Appointment.status');
  expect(() => readFileSync(output)).toThrow('ENOENT');
});
