import { readFileSync } from 'node:fs';

/** Every variable that the server reads, by the names in its own schema. */
export function serverVariables() {
  const [, schema = ''] =
    readFileSync('src/config/environment.ts', 'utf8').match(
      /const Environment = z\.object\(\{\n(.*?)^\}\);/ms,
    ) ?? [];
  return [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => String(name));
}

/** Those of them that are kept apart as secrets. */
export function secretVariables() {
  const [, secrets = ''] =
    readFileSync('src/config/config.ts', 'utf8').match(/const secretsOf = .*?\(\{\n(.*?)^\}\);/ms) ?? [];
  return [...new Set([...secrets.matchAll(/\benv\.([A-Z_]+)/g)].map(([, name]) => String(name)))];
}
