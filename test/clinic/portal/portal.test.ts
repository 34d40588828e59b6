import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import { useClinic } from '../../support/clinic.ts';
import { KEY } from '../../support/environments.ts';
import { SECRET } from '../../support/people/secret.ts';

const clinic = useClinic();

/** The page as a server with these variables sends it, and what it says to the page. */
async function visit(path: string, variables: Record<string, string> = {}) {
  const { config, secrets } = readConfig({ LOG_LEVEL: 'silent', ...variables });
  const { server } = await createApp(config, secrets, clinic.database);
  const response = await server.inject({ path, headers: { host: 'portal.example.org' } });
  await server.close();
  const [, facts = 'null'] =
    /<script type="application\/json" id="facts">(.*?)<\/script>/.exec(response.body) ?? [];
  return {
    ...response,
    facts: JSON.parse(facts),
    policy: String(response.headers['content-security-policy']),
  };
}

const production = {
  NODE_ENV: 'production',
  DRAIN_SECONDS: '0',
  AUTH_JWKS_URL: 'https://sso.example.org/keys',
  CONFIG_ENCRYPTION_KEY: KEY,
};
const openid = {
  AUTH_JWKS_URL: 'https://sso.example.org/keys',
  AUTH_ISSUER: 'https://sso.example.org/realms/clinic',
  AUTH_CLIENT_ID: 'portal',
};

const paths = Object.values<string>(JSON.parse(readFileSync('web/paths.json', 'utf8')));

test.each([...paths.map((path) => path.replace(':id', '123')), '/signed-in'])(
  '%s is a page that can be opened by its address',
  async (path) => {
    const { statusCode, headers } = await visit(path);
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ]);
  },
);

test('whoever mistyped an address gets a page that says so, and a program the answer it gets everywhere', async () => {
  const asking = async (accept: string) => {
    const { status, headers } = await fetch(`${clinic.url}/nowhere`, { headers: { accept } });
    return [status, headers.get('content-type')];
  };
  expect(await asking('text/html,application/xhtml+xml')).toEqual([404, 'text/html; charset=utf-8']);
  expect(await asking('*/*')).toEqual([404, 'application/json; charset=utf-8']);
});

test('a page runs no script but the server’s own files, and reaches nothing else', async () => {
  const { policy, body } = await visit('/');
  const rules = Object.fromEntries(
    policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]),
  );
  expect(rules).toMatchObject({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'connect-src': ["'self'", 'ws://portal.example.org', 'wss://portal.example.org'],
    'frame-src': ["'self'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  });
  expect(policy).not.toContain('unsafe');
  const inline = [...body.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)].map(([, attributes]) => attributes);
  expect(inline).toEqual([' type="application/json" id="facts"']);
  expect(body).not.toMatch(/ style=| on\w+=/);
});

test('every page has a nonce of its own', async () => {
  const nonceOf = ({ policy }: { policy: string }) => /'nonce-([^']+)'/.exec(policy)?.[1];
  const [one, other] = [await visit('/'), await visit('/')];
  expect(nonceOf(one)).toHaveLength(24);
  expect(nonceOf(one)).not.toBe(nonceOf(other));
  expect(one.body).toContain(`nonce="${nonceOf(one)}"`);
});

test('built files are kept for ever, compressed beforehand, under names that change with them', async () => {
  const [file = ''] = /\/assets\/index-[\w-]+\.js/.exec(readFileSync('web/dist/index.html', 'utf8')) ?? [];
  const response = await fetch(clinic.url + file, { headers: { 'accept-encoding': 'gzip' } });
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect((await fetch(`${clinic.url}/assets/nothing.js`)).status).toBe(404);
});

test('the demo clinic’s people are offered only where the demo key counts', async () => {
  expect((await visit('/')).facts.signIn).toMatchObject({
    by: 'demo',
    people: expect.arrayContaining([expect.objectContaining({ name: 'Jane Doe' })]),
  });
  expect((await visit('/', { AUTH_JWT_SECRET: SECRET })).facts).toEqual({ signIn: { by: 'nobody' } });
  expect((await visit('/', production)).facts).toEqual({ signIn: { by: 'nobody' } });
});

test('with an issuer people sign in there, and the page may reach it', async () => {
  const { facts, policy } = await visit('/', openid);
  expect(facts.signIn).toEqual({
    by: 'openid',
    authority: openid.AUTH_ISSUER,
    clientId: 'portal',
    scope: 'openid profile email',
  });
  expect(policy).toMatch(/connect-src [^;]* https:\/\/sso\.example\.org;/);
});

test('an issuer that keeps its endpoints elsewhere is reached there, too', async () => {
  const elsewhere = {
    token_endpoint: 'https://login.example.net/oauth2/token',
    authorization_endpoint: 'https://login.example.net/oauth2/authorize',
  };
  const issuer = createServer((_request, response) => response.end(JSON.stringify(elsewhere))).listen(
    0,
    '127.0.0.1',
  );
  await once(issuer, 'listening');
  onTestFinished(() => void issuer.close());
  const own = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`; // it listens on a port
  const { config, secrets } = readConfig({ LOG_LEVEL: 'silent', ...openid, AUTH_ISSUER: own });
  const { server } = await createApp(config, secrets, clinic.database);
  onTestFinished(() => server.close());
  const policy = async () => String((await server.inject('/')).headers['content-security-policy']);
  await expect.poll(policy).toContain(` ${own} https://login.example.net;`);
  expect(await policy()).toContain(`frame-src 'self' ${own} https://login.example.net;`);
});

test('only the page that a silent renewal comes back to may be shown in a frame, and only by this server', async () => {
  expect((await visit('/signed-in', openid)).policy).toContain("frame-ancestors 'self'");
  expect((await visit('/visits/123', openid)).policy).toContain("frame-ancestors 'none'");
});

test('no page holds a secret', async () => {
  for (const path of ['/', '/visits/123'])
    expect((await visit(path)).body).not.toMatch(/eyJ|secret|password|key-not-for-production/i);
});
