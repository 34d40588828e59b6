import { readFileSync } from 'node:fs';

/** Every variable that the server reads, by the names in its own schema. */
export function serverVariables() {
  const [, schema = ''] = readFileSync('src/environment.ts', 'utf8').match(/const Environment = z\.object\(\{\n(.*?)^\}\);/ms) ?? [];
  return [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => String(name));
}
