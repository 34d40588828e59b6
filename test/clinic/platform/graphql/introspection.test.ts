import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { openSubgraph, schemaParts } from '../../../../src/platform/graphql/subgraph.ts';
import { slices } from '../../../../src/slices.ts';
import { useClinic } from '../../../support/clinic.ts';

const clinic = useClinic();

const EVERYTHING = {
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
};

test.each(['the first time', 'again'])('tools that ask for the schema are given all of it, %s', async () => {
  const { data } = await clinic.jane.post<IntrospectionQuery>({ query: getIntrospectionQuery(EVERYTHING) });
  expect(data && printSchema(buildClientSchema(data))).toBe(
    printSchema(openSubgraph(schemaParts(slices)).schema),
  );
});
