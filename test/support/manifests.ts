import { readFileSync } from 'node:fs';
import { Deployment } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { Namespace, Service } from 'kubernetes-models/v1';
import { parse, parseAllDocuments } from 'yaml';

export const FOLDER = 'deploy/kubernetes';
const KINDS = [Deployment, HorizontalPodAutoscaler, Namespace, NetworkPolicy, PodDisruptionBudget, Service];

/** What `kubectl apply -k` reads, one object for each document. */
export function readManifests(): object[] {
  const { resources } = readYaml('kustomization.yaml') as { resources: string[] };
  return resources.flatMap((file) =>
    parseAllDocuments(readFileSync(`${FOLDER}/${file}`, 'utf8')).map((document) => document.toJS()),
  );
}

export const readYaml = (file: string): unknown => parse(readFileSync(`${FOLDER}/${file}`, 'utf8'));

/**
 * Holds a document against Kubernetes' own schemas. They let unknown keys pass, as the cluster does not; so
 * the validation gets to see a document that remembers where it was looked at: a key that no schema names is never asked for.
 */
export function validate(document: object) {
  const Kind = KINDS.find(({ is }) => is(document));
  if (!Kind) throw new Error(`Which schema is ${JSON.stringify(document).slice(0, 80)} of?`);
  const seen = new Set<string>();
  // The document is what its kind says, or the validation throws.
  const model = new Kind(document as never);
  model.validate.call(watched(model, '', seen) as never);
  const overlooked = pathsOf(document).filter((path) => !seen.has(path));
  if (overlooked.length > 0)
    throw new Error(`${model.kind} ${model.metadata?.name} has no ${overlooked.join(', ')}`);
}

function watched(value: unknown, path: string, seen: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      if (typeof key === 'symbol') return Reflect.get(target, key);
      seen.add(`${path}/${key}`);
      return watched(Reflect.get(target, key), `${path}/${key}`, seen);
    },
  });
}

const pathsOf = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [`${path}/${key}`, ...pathsOf(inner, `${path}/${key}`)])
    : [];
