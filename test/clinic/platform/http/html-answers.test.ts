import { globSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../../src/app.ts';
import { readConfig } from '../../../../src/config/config.ts';
import { useClinic } from '../../../support/clinic.ts';
import { production } from '../../../support/environments.ts';
import { routesOf } from '../../../support/servers/routes-of.ts';

const clinic = useClinic();

async function open(variables: Record<string, string>) {
  const { config, secrets } = readConfig({ LOG_LEVEL: 'silent', DRAIN_SECONDS: '0', ...variables });
  const { server } = await createApp(config, secrets, clinic.database);
  onTestFinished(() => server.close());
  await server.ready();
  return server;
}
type Server = Awaited<ReturnType<typeof open>>;

/** Files that a package brings along for browsers to open. */
const packaged = ['@fastify/swagger-ui/static', 'altair-static/build/dist'].flatMap((folder) =>
  globSync('**/*.html', { cwd: `node_modules/${folder}` }),
);

/** An address for each route that can be read, and some that lead nowhere. */
function addressesOf(server: Server) {
  const routes = routesOf(server).map((path) => path.replace(/:\w+/g, '123'));
  const wild = routes.filter((path) => path.endsWith('*')).map((path) => path.slice(0, -1));
  return [
    ...routes.filter((path) => !path.endsWith('*')),
    ...wild.flatMap((path) => [path, `${path}nothing`, ...packaged.map((file) => path + file)]),
    ...[
      '/graphql?query=%7Bviewer%7Bid%7D%7D',
      '/meet/apt123?jwt=x',
      '/%zz',
      '/api/docs/',
      '/graphql/',
      '/api',
    ],
  ];
}

/** What browsers are answered as a page: its address, its status, its policy and its text. */
async function pagesOf(server: Server) {
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
  const answers = await Promise.all(
    addressesOf(server).map(async (path) => ({
      path,
      ...(await server.inject({ path, headers: { accept } })),
    })),
  );
  return answers
    .filter(({ headers }) => String(headers['content-type']).includes('html'))
    .map(({ path, headers, body }) => ({ path, policy: String(headers['content-security-policy']), body }));
}

const EXPLORER = /^\/graphql(\/?$|\?)/;

test.each([
  ['development', {}],
  ['production', production],
])('in %s every page has a policy that allows no script but our own files', async (_where, variables) => {
  const pages = await pagesOf(await open(variables));
  const paths = pages.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['/', '/appointments', '/api/docs', '/meet/123', '/signed-in', '/nothing']),
  );
  for (const { path, policy, body } of pages) {
    const relaxed = EXPLORER.test(path) ? policy.replace("style-src 'self' 'unsafe-inline'", '') : policy;
    expect([path, relaxed]).toEqual([path, expect.stringMatching(/^default-src '(none|self)'; /)]);
    expect([path, relaxed]).toEqual([path, expect.not.stringMatching(/unsafe|https?:|\*/)]);
    const inline = [...body.matchAll(/<script(?![^>]* src=)(?![^>]*application\/json)/g)];
    expect([path, inline]).toEqual([path, []]);
    expect([path, /\b(src|href)=["']?(https?:)?\/\//.exec(body)]).toEqual([path, null]);
  }
});

test('the explorer of GraphQL is a page of development alone', async () => {
  const [development, clinics] = [await open({}), await open(production)];
  expect(
    (await pagesOf(development)).map(({ path }) => path).filter((path) => EXPLORER.test(path)),
  ).toHaveLength(3);
  const answer = await clinics.inject({ path: '/graphql', headers: { accept: 'text/html' } });
  expect([answer.statusCode, answer.headers['content-type'], answer.json()]).toEqual([
    400,
    'application/json; charset=utf-8',
    { errors: [expect.objectContaining({ extensions: { code: 'BAD_REQUEST' } })] },
  ]);
  for (const path of ['/graphql/explorer/main.js', '/graphql/explorer/start.js']) {
    const status = async (server: Server) => (await server.inject({ path })).statusCode;
    expect([path, await status(development), await status(clinics)]).toEqual([path, 200, 404]);
  }
});

test('the explorer signs in to the demo clinic where its sign-in is open, and asks for a token elsewhere', async () => {
  const userOf = async (variables: Record<string, string>) => {
    const { body } = await (await open(variables)).inject({
      path: '/graphql',
      headers: { accept: 'text/html' },
    });
    return /name="demo-user" content="([^"]*)"/.exec(body)?.[1];
  };
  expect(await userOf({})).toBe('provider-45');
  expect(await userOf({ AUTH_JWKS_URL: 'https://sso.example.org/keys' })).toBe('');
});
