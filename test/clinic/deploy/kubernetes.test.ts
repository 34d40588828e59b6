import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { Deployment } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { Service } from 'kubernetes-models/v1';
import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { useClinic } from '../../support/clinic.ts';
import { productionVariables, service } from '../../support/compose.ts';
import { FOLDER, readManifests, readYaml, validate } from '../../support/manifests.ts';
import { secretVariables, serverVariables } from '../../support/server-variables.ts';

const clinic = useClinic();
// Each `filter` says of which kind it is.
const manifests: unknown[] = readManifests();
const deployments = manifests.filter(Deployment.is);
const deployment = (name: string) => {
  const found = deployments.find(({ metadata }) => metadata?.name === name)?.spec;
  const [container] = found?.template.spec?.containers ?? [];
  if (!found || !container) throw new Error(`There is no deployment ${name}`);
  return { ...found, container, pod: found.template.spec };
};
const readyroom = deployment('readyroom');
const kustomization = readYaml('kustomization.yaml') as {
  images: { newTag: string }[];
  configMapGenerator: { name: string; envs: string[] }[];
};
const settings = parseEnv(readFileSync(`${FOLDER}/settings.env`, 'utf8'));

test('Kubernetes’ own schemas accept every manifest, and know every key in it', () => {
  for (const manifest of readManifests()) validate(manifest);
  expect(deployments.map(({ metadata }) => metadata?.name).sort()).toEqual(['gateway', 'readyroom']);
  const misspelt = structuredClone(readManifests().find(Deployment.is) as object); // found on the line above
  Object.assign(Reflect.get(misspelt, 'spec'), { minReadySecond: 10 });
  expect(() => validate(misspelt)).toThrow('Deployment readyroom has no /spec/minReadySecond');
  expect(() =>
    validate({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a' },
      spec: { ports: [{ port: 'http' }] },
    }),
  ).toThrow('port');
});

test('no pod may become root, write to its own files or talk to the cluster', () => {
  for (const { spec, metadata } of deployments) {
    expect(spec?.template.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect([metadata?.name, deployment(String(metadata?.name)).container.securityContext]).toEqual([
      metadata?.name,
      { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    ]);
  }
});

test('the probes ask what the server answers, and a broker that is away takes no node out of service', async () => {
  const { startupProbe, livenessProbe, readinessProbe } = readyroom.container;
  const paths = [startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet?.path);
  expect(paths).toEqual(['/healthz', '/healthz', '/readyz?exclude=events']);
  for (const path of paths) expect([path, (await fetch(`${clinic.url}${path}`)).status]).toEqual([path, 200]);
});

test('services, budgets, policies and the autoscaler mean pods that are there', () => {
  const labels = deployments.map(({ spec }) => JSON.stringify(spec?.selector.matchLabels));
  for (const { spec } of deployments)
    expect(spec?.template.metadata?.labels).toMatchObject(spec?.selector.matchLabels ?? {});
  const meant = [
    ...manifests.filter(Service.is).map(({ spec }) => spec?.selector),
    ...manifests.filter(PodDisruptionBudget.is).map(({ spec }) => spec?.selector?.matchLabels),
    ...manifests.filter(NetworkPolicy.is).map(({ spec }) => spec?.podSelector?.matchLabels),
  ];
  // One policy is for everybody: whoever has none of their own talks to nobody.
  expect(meant.filter((selector) => !labels.includes(JSON.stringify(selector)))).toEqual([undefined]);
  expect(meant).toHaveLength(7);
  for (const { spec } of manifests.filter(HorizontalPodAutoscaler.is))
    expect(spec?.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'readyroom' });
});

test('nodes are added by the sockets they hold, by a gauge that every node tells and the adapter passes on', async () => {
  const [autoscaler] = manifests.filter(HorizontalPodAutoscaler.is);
  const [held] = autoscaler?.spec?.metrics ?? [];
  const name = held?.pods?.metric.name;
  expect(await (await fetch(`${clinic.url}/metrics`)).text()).toContain(`# TYPE ${name} gauge`);
  const adapter = readYaml('prometheus-adapter.yaml') as { rules: { custom: { seriesQuery: string }[] } };
  expect(adapter.rules.custom.map(({ seriesQuery }) => seriesQuery.split('{')[0])).toEqual([name]);
});

test('there are always two nodes, one goes at a time, and only slowly because it is quiet', () => {
  const [autoscaler] = manifests.filter(HorizontalPodAutoscaler.is);
  expect(autoscaler?.spec?.minReplicas).toBeGreaterThanOrEqual(2);
  expect(autoscaler?.spec?.behavior?.scaleDown).toEqual({
    stabilizationWindowSeconds: 1800,
    policies: [{ type: 'Pods', value: 1, periodSeconds: 600 }],
  });
  for (const { spec } of deployments)
    expect(spec?.strategy?.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  for (const { spec } of manifests.filter(PodDisruptionBudget.is)) expect(spec?.maxUnavailable).toBe(1);
});

test('a node that is told to stop has the ten seconds that it may take', () => {
  const pause = readyroom.container.lifecycle?.preStop?.sleep?.seconds ?? 0;
  expect(pause).toBeGreaterThan(0);
  expect(readyroom.pod?.terminationGracePeriodSeconds).toBeGreaterThan(pause + 10);
});

test('a node’s settings and secrets are ones that the server reads, and production takes them', () => {
  expect(readyroom.container.envFrom).toEqual([{ configMapRef: { name: 'readyroom' } }]);
  expect(kustomization.configMapGenerator).toEqual([{ name: 'readyroom', envs: ['settings.env'] }]);
  const secrets = readyroom.container.env ?? [];
  const unknown = [...Object.keys(settings), ...secrets.map(({ name }) => name)].filter(
    (name) => !serverVariables().includes(name),
  );
  expect(unknown).toEqual([]);

  const urls = {
    DATABASE_URL: 'postgres://readyroom:password@db.example.org/readyroom',
    DATABASE_MIGRATION_URL: 'postgres://readyroom_owner:password@db.example.org/readyroom',
    DATABASE_LISTEN_URL: 'postgres://readyroom:password@direct.db.example.org/readyroom',
    EVENTS_URL: 'rediss://redis.example.org:6379',
  };
  const CONFIG_DECRYPTION_KEYS = Buffer.alloc(32, 'the-key-of-before').toString('base64url');
  const given: Record<string, string | undefined> = {
    ...productionVariables,
    ...urls,
    CONFIG_DECRYPTION_KEYS,
  };
  const filled = Object.fromEntries(secrets.map(({ name }) => [name, given[name]]));
  expect(Object.values(filled)).not.toContain(undefined);
  expect(readConfig({ NODE_ENV: 'production', ...settings, ...filled }).config).toMatchObject({
    production: true,
    auth: { demo: false },
  });
});

test('every secret that a node reads has its place', () => {
  const secrets = secretVariables();
  expect(secrets).toContain('CONFIG_ENCRYPTION_KEY');
  const placed = [...Object.keys(settings), ...(readyroom.container.env ?? []).map(({ name }) => name)];
  // Nodes must not have the audit log's keys (docs/audit.md).
  expect(secrets.filter((name) => !placed.includes(name)).sort()).toEqual([
    'AUDIT_PUBLIC_KEY',
    'AUDIT_SIGNING_KEY',
  ]);
});

test('secrets are named, never written, and the documentation says which to make and which only now and then', () => {
  const documentation = readFileSync('docs/deployment.md', 'utf8');
  const optional: string[] = [];
  for (const { name, value, valueFrom } of readyroom.container.env ?? []) {
    expect([name, value, valueFrom?.secretKeyRef]).toMatchObject([
      name,
      undefined,
      { name: 'readyroom', key: name },
    ]);
    if (valueFrom?.secretKeyRef?.optional) optional.push(name);
    expect(documentation).toContain(optional.includes(name) ? `\`${name}\`` : `--from-literal=${name}=`);
  }
  expect(optional).toEqual(['DATABASE_LISTEN_URL', 'CONFIG_DECRYPTION_KEYS', 'AUTH_JWT_SECRET']);
  expect(readManifests().filter((manifest) => 'kind' in manifest && manifest.kind === 'Secret')).toEqual([]);
});

test('the images are those of this version and of the compose file', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(kustomization.images).toEqual([{ name: 'readyroom', newName: expect.any(String), newTag: version }]);
  expect(readyroom.container.image).toBe('readyroom');
  expect(deployment('gateway').container.image).toBe(service('gateway').image);
});
