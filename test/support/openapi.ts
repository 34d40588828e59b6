import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  pattern?: string;
  [keyword: string]: unknown;
}

interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
  responses: Record<string, { content?: { 'application/json'?: { schema: Schema } } }>;
}

/** Answers may grow in later releases. Today's have what is documented, and nothing else. */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  if ('$ref' in value) return closed(read.components.schemas[String(value.$ref).split('/').at(-1) ?? '']);
  const inside = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]));
  return 'properties' in value ? { ...inside, additionalProperties: false } : inside;
};

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

const read = JSON.parse(readFileSync('schema/openapi.json', 'utf8')) as Document; // printed.test.ts keeps it true

const document = { paths: closedAnswers(read.paths) };

function closedAnswers(paths: Document['paths']) {
  return Object.fromEntries(
    Object.entries(paths).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [
          method,
          { ...operation, responses: closed(operation.responses) as Operation['responses'] }, // the same shape, without references
        ]),
      ),
    ]),
  );
}

/** Every documented call. */
export const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    operation,
    matches: matcherOf(path),
  })),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
const validators = new Map<Schema, ValidateFunction>();

/** What is wrong with an answer, as the document has it; nothing if it is as documented, or if the document does not speak of the call. */
export function undocumented(
  method: string,
  path: string,
  { status, body }: { status: number; body: unknown },
) {
  const bare = path.split('?')[0] ?? '';
  const { operation } = operations.find((one) => one.method === method && one.matches.test(bare)) ?? {};
  if (!operation) return undefined;
  const response = operation.responses[status];
  if (!response) return `${status} is not documented`;
  const schema = response.content?.['application/json']?.schema;
  if (!schema) return `${status} has no documented body`;
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  return validate(body) ? undefined : ajv.errorsText(validate.errors);
}

/** Paths are read as they come: an encoded slash is part of a name. */
function matcherOf(path: string) {
  return new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]*')}/?$`);
}
