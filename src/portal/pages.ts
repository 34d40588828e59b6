import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { HttpServer } from '../platform/http/server.ts';

/** The output of `npm run build`. */
export const BUILT = new URL('../../web/dist/', import.meta.url);

/** The origins besides this server that a page may reach (Content Security Policy Level 3). */
export interface Reach {
  connections?: string[];
  frames?: string[];
  /** Those of the frames that may use camera, microphone and screen. */
  calls?: string[];
  /** Which pages may embed this one in a frame. Nobody may if there is none. */
  ancestors?: string[];
}

/** A page of the web client. */
export interface Page {
  name: 'index' | 'meet';
  /** Data that the page needs at startup. No secrets: everyone who opens the page can read it. */
  facts: object;
  /** HTML to show without JavaScript. */
  fallback?: string;
  reach: Reach;
}

export type Pages = Awaited<ReturnType<typeof openPages>>;

declare module '../platform/slice.ts' {
  interface Application {
    pages: Pages;
  }
}

/**
 * Serves the built web client. Assets are cached for a year, because their names contain a hash. Pages are
 * not cached.
 */
export async function openPages(server: HttpServer) {
  await server.register(fastifyStatic, {
    root: fileURLToPath(new URL('assets/', BUILT)),
    prefix: '/assets/',
    index: false,
    decorateReply: false,
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
  });
  const templates = { index: template('index'), meet: template('meet') };

  return {
    send(reply: FastifyReply, { name, facts, fallback = '', reach }: Page) {
      const nonce = randomBytes(16).toString('base64');
      return reply
        .type('text/html; charset=utf-8')
        .headers({
          'cache-control': 'no-store',
          'content-security-policy': policyOf(reach, nonce, reply.request.host),
          'permissions-policy': permissionsOf(reach),
        })
        .send(
          templates[name]
            .replace('__NONCE__', nonce)
            .replace('"__FACTS__"', () => JSON.stringify(facts).replaceAll('<', '\\u003c'))
            .replace('<!--fallback-->', () => fallback),
        );
    },
  };
}

const template = (name: string) => readFileSync(new URL(`${name}.html`, BUILT), 'utf8');

function policyOf({ connections = [], frames = [], ancestors = [] }: Reach, nonce: string, host: string) {
  return [
    "default-src 'none'",
    // Never another origin: its script could read the tokens of pages that share ours.
    "script-src 'self'",
    "worker-src 'self'",
    // The nonce is for a library that adds a style element (it locks scrolling behind a dialog).
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "media-src 'self' blob: data:",
    "font-src 'self'",
    // Safari's 'self' does not cover WebSockets.
    `connect-src ${["'self'", `ws://${host}`, `wss://${host}`, ...connections].join(' ')}`,
    `frame-src ${listOf(frames)}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${listOf(ancestors)}`,
  ].join('; ');
}

const listOf = (sources: readonly string[]) => sources.join(' ') || "'none'";

function permissionsOf({ calls = [] }: Reach) {
  const allowed = `(${['self', ...calls.map((origin) => `"${origin}"`)].join(' ')})`;
  const granted = [
    'camera',
    'microphone',
    'display-capture',
    'autoplay',
    'fullscreen',
    'speaker-selection',
    'screen-wake-lock',
  ];
  return [
    ...granted.map((feature) => `${feature}=${allowed}`),
    'geolocation=()',
    'payment=()',
    'usb=()',
  ].join(', ');
}
