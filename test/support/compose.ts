import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { SECRET } from './people/secret.ts';

export interface Service {
  image: string;
  build?: string;
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  restart?: string;
  healthcheck?: { test: string[] };
  networks?: string[];
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
}

export interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
}

const FILE = 'docker-compose.yml';
/** `${NAME}`, `${NAME:-what else}` and `${NAME:?the complaint}`. */
const GAP = /\$\{([A-Z0-9_]+)(?::([-?])([^}]*))?\}/g;

/** The variables that have to be there, each a secret of the clinic's. */
export const composeSecrets: Record<string, string> = {
  DATABASE_PASSWORD: 'password-of-the-server',
  DATABASE_OWNER_PASSWORD: 'password-of-the-owner',
  CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 'a-key-of-this-clinic').toString('base64url'),
  GATEWAY_SECRET: 'a-gateway-secret-of-this-clinic-0123456789',
  JITSI_APP_SECRET: 'a-jitsi-secret-of-this-clinic-0123456789',
  JICOFO_AUTH_PASSWORD: 'password-of-jicofo',
  JVB_AUTH_PASSWORD: 'password-of-the-bridge',
};

/** And what a clinic adds before real patients come. */
export const productionVariables = { ...composeSecrets, AUTH_JWT_SECRET: SECRET };

/** The compose file as Docker Compose reads it with these variables: anchors followed, gaps filled. */
export function readCompose(variables: Record<string, string> = productionVariables): Compose {
  const fill = (text: string) =>
    text.replaceAll(GAP, (_gap, name: string, kind: string | undefined, otherwise: string) => {
      const value = variables[name];
      if (value) return value;
      if (kind === '-') return otherwise;
      throw new Error(`${name}: ${otherwise}`);
    });
  const compose = parse(readFileSync(FILE, 'utf8'), { merge: true });
  return JSON.parse(JSON.stringify(compose), (_key, value) =>
    typeof value === 'string' ? fill(value) : value,
  );
}

export function service(name: string, variables?: Record<string, string>) {
  const found = readCompose(variables).services[name];
  if (!found) throw new Error(`There is no service ${name}`);
  return found;
}

export const environmentOf = (name: string, variables?: Record<string, string>) =>
  service(name, variables).environment ?? {};

/** The variables that the compose file asks for, and whether it insists. */
export function composeVariables() {
  const gaps = [...readFileSync(FILE, 'utf8').matchAll(GAP)];
  return gaps.map(([, name, kind, sentence]) => ({
    name: String(name),
    required: kind === '?',
    sentence: String(sentence),
  }));
}

/** .env.example with everything that it offers taken. */
export function exampleEnvironment() {
  return parseEnv(readFileSync('.env.example', 'utf8').replaceAll(/^#(?=[A-Z0-9_]+=)/gm, ''));
}
