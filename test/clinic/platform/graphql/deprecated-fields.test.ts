import { expect, test } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import { overWebSocket } from '../../../support/operations.ts';

const clinic = useClinic();

/** How often /metrics says that the field was asked for. */
async function asked(field: string) {
  const text = await (await fetch(`${clinic.url}/metrics`)).text();
  return Number(
    text.match(new RegExp(`^readyroom_deprecated_fields_total\\{field="${field}"\\} (\\d+)`, 'm'))?.[1] ?? 0,
  );
}

test('operators see who still asks for what is about to go, by the field alone', async () => {
  const before = await asked('Viewer.id');
  const query = 'query Q { viewer { ...Me name } } fragment Me on Viewer { id again: id }';
  await clinic.jane.graphql(query);
  await clinic.jane.graphql(query);
  await overWebSocket(clinic.john, { query });
  await clinic.jane.graphql('{ viewer { identity } }');
  await clinic.jane.graphql('query A { viewer { name } } query B { viewer { id } }', {});
  await clinic.jane.post({
    query: 'query A { viewer { name } } query B { viewer { id } }',
    operationName: 'A',
  });
  await expect.poll(() => asked('Viewer.id')).toBe(before + 3);
  expect(await asked('Viewer.identity')).toBe(0);
});
