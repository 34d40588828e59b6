import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { Config } from '../config/config.ts';
import type { HttpServer } from '../platform/http/server.ts';
import { BUILT } from './pages.ts';

const OURS = new URL('explorer/', BUILT);
const ALTAIR = new URL('dist/', import.meta.resolve('altair-static'));
/** Altair sets styles on elements. No other page needs this, and production has no explorer. */
const policyFor = (host: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self' ws://${host} wss://${host}`,
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * Serves Altair's files, a client to try GraphQL with, and returns what sends its page. In the demo clinic it
 * is signed in as the provider of appointment 123.
 */
export async function openExplorer(server: HttpServer, { demoSignIn }: Config) {
  await server.register(fastifyStatic, {
    root: [OURS, ALTAIR].map((folder) => fileURLToPath(folder)),
    prefix: '/graphql/explorer/',
    index: false,
    decorateReply: false,
    // Their own pages would come without a policy.
    allowedPath: (path) => !path.endsWith('.html'),
  });
  const page = readFileSync(new URL('index.html', OURS), 'utf8').replace(
    '__DEMO_USER__',
    demoSignIn ? 'provider-45' : '',
  );
  return (reply: FastifyReply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers({ 'cache-control': 'no-store', 'content-security-policy': policyFor(reply.request.host) })
      .send(page);
}
