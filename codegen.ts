import { basename } from 'node:path';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { EXAMPLES, exampleFile } from './web/codegen/examples.ts';

const made = Object.keys(EXAMPLES);
const notWritten = ['federation-*', ...made.map((name) => basename(exampleFile(name), '.graphql'))];

/**
 * The web client's types and hooks, from the printed schema and the operations beside its pages; the audit
 * log's actions; examples, made from those operations; and the manifest of trusted documents: all operations
 * of the web client and all examples, except a gateway's.
 */
const config: CodegenConfig = {
  schema: 'schema/api.graphql',
  documents: 'web/src/**/*.graphql',
  generates: {
    ...Object.fromEntries(
      made.map((operation) => [
        exampleFile(operation),
        { plugins: ['./web/codegen/examples.ts'], config: { operation } },
      ]),
    ),
    'schema/trusted-documents.json': {
      documents: `schema/examples/!(${notWritten.join('|')}).graphql`,
      plugins: ['./web/codegen/trusted-documents.ts'],
      // An example has the name of the operation that it shows.
      config: {
        skipDocumentsValidation: { skipDuplicateValidation: true, ignoreRules: ['UniqueOperationNames'] },
      },
    },
    'web/src/gql/actions.ts': {
      plugins: [{ './web/codegen/actions.ts': { file: 'schema/actions.json' } }],
    },
    'web/src/gql/hashes.ts': { plugins: ['./web/codegen/document-hashes.ts'] },
    'web/src/gql/hooks.ts': {
      plugins: ['typescript-operations', 'typed-document-node', './web/codegen/react-hooks.ts'],
      config: {
        documentNodeImport: 'urql#TypedDocumentNode',
        // A scalar that is not named here fails, instead of becoming `any`.
        strictScalars: true,
        scalars: { ID: 'string', Date: 'string', DateTime: 'string' },
        enumType: 'string-literal',
        immutableTypes: true,
        useTypeImports: true,
      },
    },
  },
};

export default config;
