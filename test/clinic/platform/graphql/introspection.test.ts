import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { api } from '../../../../src/api.ts';
import { openSubgraph } from '../../../../src/platform/graphql/subgraph.ts';
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
  expect(data && printSchema(buildClientSchema(data))).toBe(printSchema(openSubgraph(api).schema));
});
