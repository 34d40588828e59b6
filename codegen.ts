import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * The web client's types and hooks, from the printed schema and the operations beside its pages; and the manifest of trusted documents,
 * which are these and the examples that are not a gateway's.
 */
const config: CodegenConfig = {
  schema: 'schema/api.graphql',
  documents: 'web/src/**/*.graphql',
  generates: {
    'schema/trusted-documents.json': {
      documents: 'schema/examples/!(federation-*).graphql',
      plugins: ['./web/codegen/trusted-documents.ts'],
      // An example has the name of the operation that it shows.
      config: {
        skipDocumentsValidation: { skipDuplicateValidation: true, ignoreRules: ['UniqueOperationNames'] },
      },
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
