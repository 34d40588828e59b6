import { existsSync, readFileSync } from 'node:fs';
import { DCLinter } from 'dclint';
import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import {
  composeSecrets,
  composeVariables,
  environmentOf,
  exampleEnvironment,
  readCompose,
  service,
} from '../../support/compose.ts';
import { serverVariables } from '../../support/server-variables.ts';

const { services, networks } = readCompose();
const entries = Object.entries(services);
const JITSI = ['web', 'prosody', 'jicofo', 'jvb'];
const NODES = ['node-a', 'node-b'];

test('Docker Compose understands the file: it keeps to the Compose Specification', () => {
  // What remains of the linter is about order and quotes.
  const meant = [
    'no-build-and-image',
    'no-duplicate-exported-ports',
    'no-unbound-port-interfaces',
    'service-image-require-explicit-tag',
  ];
  const style = [
    'no-quotes-in-volumes',
    'require-quotes-in-ports',
    'require-project-name-field',
    'top-level-properties-order',
  ];
  const order = ['service-keys-order', 'service-ports-alphabetical-order', 'services-alphabetical-order'];
  const rules = Object.fromEntries([
    ...meant.map((rule) => [rule, 2]),
    ...[...style, ...order].map((rule) => [rule, 0]),
  ]);
  const [result] = new DCLinter({ rules, quiet: true, debug: false, exclude: [] }).lintFiles(
    ['docker-compose.yml'],
    false,
  );
  expect(result?.messages).toEqual([]);
});

test('it brings up the whole clinic', () => {
  expect(Object.keys(services).sort()).toEqual(
    ['database', 'events', 'gateway', ...NODES, 'readyroom', ...JITSI].sort(),
  );
});

test('every image is of one exact version, and all of Jitsi of the same', () => {
  const exact = /^postgres:\d+\.\d+$|:\d+\.\d+\.\d+(-alpine)?$|:stable-\d+-\d+$/;
  const others = entries.filter(([name]) => !NODES.includes(name));
  expect(others.filter(([, { image }]) => !exact.test(image))).toEqual([]);
  expect(new Set(JITSI.map((name) => service(name).image.split(':')[1])).size).toBe(1);
  for (const node of NODES) expect(service(node)).toMatchObject({ build: '.', image: 'readyroom:local' });
});

test('what must be set is asked for in words, and every variable is in the example environment', () => {
  const required = composeVariables().filter(({ required }) => required);
  expect(new Set(required.map(({ name }) => name))).toEqual(new Set(Object.keys(composeSecrets)));
  for (const { name, sentence } of required) expect(sentence).toMatch(`Set ${name} to `);
  expect(() => readCompose({ ...composeSecrets, GATEWAY_SECRET: '' })).toThrow('Set GATEWAY_SECRET to ');

  const described = Object.keys(exampleEnvironment());
  expect(composeVariables().filter(({ name }) => !described.includes(name))).toEqual([]);
});

test('whatever is not Jitsi runs without root, without privileges and without a place to write', () => {
  for (const [name, { read_only, cap_drop, security_opt, user }] of entries.filter(
    ([name]) => !JITSI.includes(name),
  ))
    expect([name, { read_only, cap_drop, security_opt, root: !user || /^(root|0)\b/.test(user) }]).toEqual([
      name,
      { read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], root: false },
    ]);
  for (const name of JITSI) expect([name, service(name).read_only]).toEqual([name, true]);
});

test('everything is watched and comes back after a fall', () => {
  for (const [name, { healthcheck, restart }] of entries)
    expect([name, restart, healthcheck?.test[0]]).toEqual([name, 'unless-stopped', 'CMD']);
});

test('only this computer reaches the pages and the gateway, and only media comes from everywhere', () => {
  const published = entries.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));
  expect(published.filter((port) => !port.includes(' 127.0.0.1:'))).toEqual(['jvb 0.0.0.0:10000:10000/udp']);
});

test('database and broker can be reached by the nodes, and reach nobody', () => {
  const inside = entries.filter(
    ([, { networks = ['default'] }]) => networks.includes('data') || networks.includes('default'),
  );
  expect(inside.map(([name]) => name).sort()).toEqual(['database', 'events', ...NODES]);
  expect(networks.data).toEqual({ internal: true });
});

test('both nodes are given the same, all of which the server reads, and production takes it', () => {
  const environment = environmentOf('node-a');
  expect(environmentOf('node-b')).toEqual(environment);
  const unknown = Object.keys(environment).filter((name) => !serverVariables().includes(name));
  expect(unknown).toEqual([]);
  const { config, secrets } = readConfig(environment);
  expect(config).toMatchObject({ production: true, auth: { demo: false }, demoEncryptionKey: false });
  expect(secrets).toMatchObject({
    databaseUrl: 'postgres://readyroom:password-of-the-server@database:5432/readyroom',
    migrationUrl: 'postgres://readyroom_owner:password-of-the-owner@database:5432/readyroom',
    eventsUrl: 'redis://events:6379',
  });
});

test('in production nobody gets in until the clinic says who may sign its callers’ tokens', () => {
  expect(() => readConfig(environmentOf('node-a', composeSecrets))).toThrow(
    'AUTH_JWT_SECRET or AUTH_JWKS_URL must be set in production',
  );
});

test('a demo is three more variables', () => {
  const { config } = readConfig(
    environmentOf('node-a', {
      ...composeSecrets,
      NODE_ENV: 'development',
      SEED_DEMO: 'true',
      DEMO_SIGN_IN: 'true',
    }),
  );
  expect(config).toMatchObject({ production: false, seedDemo: true, demoSignIn: true });
});

test('every file that a container is given is there, and none can be written to', () => {
  const mounts = entries.flatMap(([, { volumes = [] }]) =>
    volumes.filter((volume) => volume.startsWith('./')),
  );
  expect(mounts.filter((mount) => !mount.endsWith(':ro'))).toEqual([]);
  const missing = mounts.map((mount) => String(mount.split(':')[0])).filter((file) => !existsSync(file));
  expect(missing).toEqual([]);
});

test('the balancer is told all that its configuration asks for, and sends people to both nodes', () => {
  const asked = readFileSync('deploy/haproxy.cfg', 'utf8').match(/(?<=\$\{)\w+(?=\})/g) ?? [];
  const given = environmentOf('readyroom');
  // The third node is for whoever has one.
  expect(new Set(asked)).toEqual(new Set([...Object.keys(given), 'NODE_C']));
  expect([given.NODE_A, given.NODE_B]).toEqual(NODES.map((node) => `${node}:4000`));
  expect(given.LISTEN).toBe('*:4000');
});

test('gateway and nodes share one secret', () => {
  expect(environmentOf('gateway').GATEWAY_SECRET).toBe(environmentOf('node-a').GATEWAY_SECRET);
});
