import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { BadUserInput, PersistedQueryNotFound, QueryNotInSafelist } from '../../refusals.ts';
import { nameFields } from './name-fields.ts';
import { noIntrospection, queryLimits } from './query-limits.ts';

/** Our clients' longest operation has some 200 tokens. */
export const PARSE_OPTIONS = { maxTokens: 1_000 };
const MAX_DOCUMENTS = 1_000;
/** The length of all texts. A parsed document takes 50 bytes a character, a hostile one 170: 34 MB at most. */
const MAX_CHARACTERS = 200_000;

/** The operations of our own clients by hash. `npm run codegen` writes it. */
const MANIFEST = new URL('../../../../schema/trusted-documents.json', import.meta.url);

/** An operation as a client sends it: by text, by hash, or by both. Nothing is validated yet. */
export interface OperationRequest {
  query?: unknown;
  /** GraphQL over HTTP, appendix A. */
  documentId?: unknown;
  /** Apollo's clients send the hash as `persistedQuery`. */
  extensions?: unknown;
}

/** Whether the request names no operation at all. */
export const asksForNothing = ({ query, documentId, extensions }: OperationRequest) =>
  [query, documentId, extensions].every((part) => part == null);

type Prepared =
  | { document: DocumentNode; errors?: undefined }
  | { document?: undefined; errors: GraphQLError[] };

interface DocumentOptions {
  production: boolean;
  /** Refuses every operation but those of our own clients. */
  trustedDocumentsOnly: boolean;
}

export type Documents = ReturnType<typeof openDocuments>;

/** Caches parsed and validated operations for both transports, and decides who may use which. */
export function openDocuments(schema: GraphQLSchema, { production, trustedDocumentsOnly }: DocumentOptions) {
  const trusted = new Map(
    Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(MANIFEST, 'utf8')))),
  );
  const valid = new LRUCache<string, DocumentNode>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (document) => sourceOf(document)?.length || 1,
  });
  const rules = production ? [...specifiedRules, noIntrospection] : specifiedRules;
  const textOf = (key: string) => trusted.get(key) ?? sourceOf(valid.get(key));

  /** Throws if the caller may not use this operation. Returns the hash that the request names, if any. */
  function assertTrusted(request: OperationRequest, byGateway: boolean) {
    const key = hashIn(request);
    const { query } = request;
    if (!trustedDocumentsOnly || byGateway) return key;
    if (isText(query) && !trusted.has(hashOf(query))) throw new QueryNotInSafelist();
    if (key && !trusted.has(key)) throw new PersistedQueryNotFound();
    return key;
  }

  /** Returns a validated document by text or hash, or undefined if the request is malformed or new. */
  function recall(request: OperationRequest) {
    const { query, documentId, extensions } = request;
    if (isText(query)) return documentId == null && extensions == null ? valid.get(hashOf(query)) : undefined;
    try {
      const key = query == null ? hashIn(request) : undefined;
      return key === undefined ? undefined : valid.get(key);
    } catch {
      return undefined;
    }
  }

  /** Returns the document, or its errors with the codes that Apollo Server uses. */
  function prepare(request: OperationRequest, byGateway: boolean): Prepared {
    const key = assertTrusted(request, byGateway);
    const text = isText(request.query) ? request.query : key && textOf(key);
    if (!text)
      throw key
        ? new PersistedQueryNotFound()
        : new BadUserInput('There must be a query, or the hash of one');
    const itsKey = hashOf(text);
    if (key && key !== itsKey) throw new BadUserInput('provided sha does not match query');

    const known = valid.get(itsKey);
    if (known) return { document: known };
    const prepared = check(text);
    // From now on clients can use its hash.
    if (prepared.document) valid.set(itsKey, prepared.document);
    return prepared;
  }

  function check(text: string): Prepared {
    try {
      const document = parse(text, PARSE_OPTIONS);
      // First, because the time of the other rules grows faster than the document.
      const tooMuch = validate(schema, document, [queryLimits]);
      const errors =
        tooMuch.length > 0 ? tooMuch : validate(schema, document, rules, { hideSuggestions: production });
      return errors.length === 0
        ? { document }
        : {
            errors: nameFields(
              errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')),
              document,
            ),
          };
    } catch (error) {
      return { errors: [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')] }; // the only error parse throws
    }
  }

  return { assertTrusted, prepare, recall, valid, textOf };
}

const Extensions = z
  .object({ persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string() }).nullish() })
  .nullish();

function hashIn({ documentId, extensions }: OperationRequest) {
  if (documentId != null) {
    const [, digits] = /^sha256:([\da-f]{64})$/.exec(String(documentId)) ?? [];
    if (!digits)
      throw new BadUserInput('documentId must be "sha256:" and 64 hexadecimal digits, in lower case');
    return digits;
  }
  const { data, error } = Extensions.safeParse(extensions);
  if (error) throw new BadUserInput('extensions.persistedQuery must be { version: 1, sha256Hash }');
  return data?.persistedQuery?.sha256Hash;
}

/** graphql-ws requires a text in every message, so an empty text means none. */
const isText = (query: unknown): query is string => typeof query === 'string' && query !== '';
const hashOf = (text: string) => hash('sha256', text);
const sourceOf = (document: DocumentNode | undefined) => document?.loc?.source.body;

function coded(error: GraphQLError, code: string) {
  error.extensions.code ??= code;
  return error;
}
