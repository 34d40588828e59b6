import type { CodegenConfig } from '@graphql-codegen/cli';

/** The web client's types and hooks, from the printed schema and the operations beside its pages. */
const config: CodegenConfig = {
  schema: 'schema/telehealth.graphql',
  documents: 'web/src/**/*.graphql',
  generates: {
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
