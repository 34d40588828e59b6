import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Operation {
  operationId?: string;
  tags: string[];
  responses: Record<string, { description: string }>;
}

const text = readFileSync(new URL('../../../schema/openapi.json', import.meta.url), 'utf8');
const document: {
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
} = JSON.parse(text);

const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

test('every call has a name of its own, from which generators make that of a function', () => {
  const names = operations.map(({ operationId = '' }) => operationId);
  expect(names.filter((name) => !/^[a-z][a-zA-Z]+$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test('every tag is explained, and the server is the one that serves the document', () => {
  const used = new Set(operations.flatMap(({ tags }) => tags));
  expect(document.tags.map(({ name }) => name).sort()).toEqual([...used].sort());
  expect(document.servers).toEqual([{ url: '/' }]);
});

test('errors and answers have shared schemas, and each that is named is there', () => {
  const named = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect([...new Set(named)].sort()).toEqual(Object.keys(document.components.schemas).sort());
  expect(named).toEqual(expect.arrayContaining(['Error', 'JoinAnswer', 'Session', 'SessionError']));
  const answers = operations.flatMap(({ responses }) => Object.values(responses));
  expect(answers.filter((answer) => !JSON.stringify(answer).includes('"$ref"'))).toEqual([]);
});

test('an answer may grow: a client that is strict about keys would break with the next one', () => {
  expect(text).not.toContain('"additionalProperties": false');
});
