import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { type ExecutionArgs, getOperationAST, OperationTypeNode } from 'graphql';
import { parseJson } from '../../sockets/parse-json.ts';
import type { Documents, OperationRequest } from '../operations/documents.ts';

/**
 * Reads the operation of a request, and converts the request for Apollo Server, which reads a document's hash
 * only from `extensions`. Malformed parts are passed on unchanged, so that Apollo refuses them.
 */
export function readGraphQLRequest(request: FastifyRequest): {
  operation: OperationRequest;
  httpGraphQLRequest: HTTPGraphQLRequest;
} {
  const { method, url, body } = request;
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (value) headers.set(name, Array.isArray(value) ? value.join(', ') : value);

  if (method === 'GET') {
    const parameters = new URL(url, 'http://localhost').searchParams;
    const extensions = parameters.get('extensions');
    const operation = {
      query: parameters.get('query'),
      documentId: parameters.get('documentId'),
      extensions: extensions && parseJson(extensions),
    };
    if (operation.documentId) parameters.set('extensions', JSON.stringify(extensionsOf(operation)));
    return { operation, httpGraphQLRequest: { method, headers, search: `?${parameters}`, body } };
  }
  const operation: OperationRequest = isObject(body) ? body : {};
  const named = operation.documentId ? { ...operation, extensions: extensionsOf(operation) } : body;
  return { operation, httpGraphQLRequest: { method, headers, search: '', body: named } };
}

/** A request for an operation that has been validated before, ready to be executed. */
export interface KnownRequest extends Pick<ExecutionArgs, 'document' | 'variableValues' | 'operationName'> {
  request: OperationRequest;
}

/** Returns undefined if anything about the request is new, unusual or malformed. */
export function recallRequest(
  { method, body }: FastifyRequest,
  documents: Documents,
): KnownRequest | undefined {
  if (method !== 'POST' || !isObject(body)) return undefined;
  const request: OperationRequest & { variables?: unknown; operationName?: unknown } = body;
  const { variables = null, operationName = null } = request;
  if (
    !(variables === null || isObject(variables)) ||
    !(operationName === null || typeof operationName === 'string')
  )
    return undefined;
  const document = documents.recall(request);
  const operation = document && getOperationAST(document, operationName);
  if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) return undefined;
  return { request, document, variableValues: variables && { ...variables }, operationName };
}

function extensionsOf({ documentId, extensions }: OperationRequest) {
  return {
    ...(isObject(extensions) && extensions),
    persistedQuery: { version: 1, sha256Hash: String(documentId).replace(/^sha256:/, '') },
  };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
