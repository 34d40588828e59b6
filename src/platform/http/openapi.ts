import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { HttpServer } from './server.ts';

/** Swagger UI loads only its own files. */
const CSP =
  "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'";

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
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ bearer: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await server.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: CSP,
    uiConfig: { layout: 'BaseLayout' },
    theme: { title: 'Readyroom REST' },
  });
  server.get('/api/openapi.json', { schema: { hide: true } }, async () => server.swagger());
}
