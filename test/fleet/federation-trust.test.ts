import { beforeAll, expect, test } from 'vitest';
import { Person } from '../support/people/person.ts';
import { SECRET } from '../support/people/secret.ts';
import { openFederation } from '../support/servers/federation.ts';
import { CHARTING_SECRET, GATEWAY_SECRET, installExample } from '../support/servers/gateway.ts';

beforeAll(installExample, 600_000);

test('no client reaches _entities or _service, through the gateway or past it', async () => {
  const { people, behind, charting } = await openFederation();
  const questions = [
    '{ _service { sdl } }',
    '{ _entities(representations: [{ __typename: "Patient", id: "89" }]) { __typename } }',
  ];
  const shown = { 'x-gateway-secret': GATEWAY_SECRET };
  const john = { role: 'PROVIDER', org_id: 1, provider_id: 45 };
  for (const query of questions) {
    expect(await people.john.graphql(query)).toBeRefused('GRAPHQL_VALIDATION_FAILED');
    expect(await new Person(people.url, john, shown).graphql(query)).toBeRefused('GRAPHQL_VALIDATION_FAILED');
    expect(await behind.john.graphql(query)).toBeRefused('FORBIDDEN');
    expect(
      await new Person(behind.url, john, { 'x-gateway-secret': CHARTING_SECRET }).graphql(query),
    ).toBeRefused('FORBIDDEN');
    const chartingDoor = charting.url.replace('/graphql', '');
    for (const headers of [{}, { 'x-gateway-secret': GATEWAY_SECRET }])
      expect(await new Person(chartingDoor, john, headers).graphql(query)).toBeRefused('FORBIDDEN');
    expect(
      await new Person(chartingDoor, undefined, { 'x-gateway-secret': CHARTING_SECRET }).graphql(query),
    ).toBeRefused('UNAUTHENTICATED');
  }
});

test('a client that knows the secret cannot lend it to a gateway that does not', async () => {
  const { people } = await openFederation({ gateway: { GATEWAY_SECRET: '' } });
  const insider = new Person(
    people.url,
    { role: 'PROVIDER', org_id: 1, provider_id: 45 },
    { 'x-gateway-secret': GATEWAY_SECRET },
  );
  expect((await insider.graphql('{ viewer { id } }')).data).toEqual({ viewer: { id: 'provider-45' } });
  const theirNames = '{ chartedPatients { name } }';
  const refusal = {
    message: 'Only a gateway that shows its secret may ask for _entities',
    extensions: { code: 'FORBIDDEN' },
  };
  expect((await insider.graphql(theirNames)).errors?.[0]).toMatchObject(refusal);
  const client = await insider.connect();
  const { value } = await client.iterate({ query: theirNames }).next();
  expect(value?.errors?.[0]).toMatchObject(refusal);
  await client.dispose();
});

test('neither secrets nor tokens are written to any log', async () => {
  const { people, node, gateway, charting } = await openFederation();
  await people.john.graphql('{ chartedPatients { name } }');
  await people.john.graphql('{ _service { sdl } }');
  const watching = await people.jane.watch('123');
  await watching.next();
  await watching.stop();
  const token = String(await people.jane.token());
  const written = [node.output(), gateway.output(), charting.output()].map((output) =>
    typeof output === 'string' ? output : JSON.stringify(output),
  );
  expect(written.every((output) => output.length > 0)).toBe(true);
  for (const output of written)
    for (const secret of [GATEWAY_SECRET, CHARTING_SECRET, SECRET, token.split('.')[2]])
      expect(output).not.toContain(secret);
});
