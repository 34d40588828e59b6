import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { HttpServer } from './server.ts';

/** Swagger UI loads only its own files. */
const CSP =
  "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'";

/** The tag of the routes that current Ciyex front ends call. */
export const CURRENT_FRONT_ENDS = 'Sessions for current Ciyex front ends';

/** Serves OpenAPI 3.1, generated from the schemas that validate requests. Register it before the routes. */
export async function describeRest(server: HttpServer) {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Readyroom telehealth, REST',
        version: '1',
        description:
          'For legacy callers; new ones use GraphQL at /graphql. Every call needs `Authorization: Bearer …`. Unknown body fields are ignored, numbers may come as text.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: [
        { name: 'Telehealth', description: 'Start, join and look at a visit by the name of its room.' },
        { name: CURRENT_FRONT_ENDS, description: "A visit by its appointment's id, in their envelope." },
      ],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ bearer: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => tidied(jsonSchemaTransformObject(document)),
  });
  await server.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: CSP,
    uiConfig: { layout: 'BaseLayout' },
    theme: { title: 'Readyroom REST' },
  });
  server.get('/api/openapi.json', { schema: { hide: true } }, async () => server.swagger());
}

/**
 * Lets answers grow: zod closes each object of an answer, and a client that took this at its word would break
 * with the next key. Leaves out what nothing refers to: each shared schema comes once more, as a request has it.
 */
function tidied<Document extends object>(document: Document): Document {
  const isOfRequest = (key: string) => /^[A-Z]\w*Input$/.test(key);
  const others = JSON.stringify(document, (key, value) => (isOfRequest(key) ? undefined : value));
  const isUnused = (key: string) => isOfRequest(key) && !others.includes(`"#/components/schemas/${key}"`);
  return JSON.parse(JSON.stringify(document), (key, value) =>
    isUnused(key) || (key === 'additionalProperties' && value === false) ? undefined : value,
  );
}
