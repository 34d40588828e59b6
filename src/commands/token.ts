import { parseArgs } from 'node:util';
import { SignJWT } from 'jose';
import { readConfig } from '../config.ts';
import { peopleOf } from '../demo/people.ts';

const USAGE = 'Usage: npm run token -- --role provider|patient|admin --id <number> [--org <number>] [--ttl <seconds>]';

const ROLES = ['provider', 'patient', 'admin'] as const;

class UsageError extends Error {}

/** Prints a caller's token for the demo clinic, signed with the key that this configuration verifies with. */
async function printToken() {
  const { config, secrets } = readConfig();
  if (config.production) throw new UsageError('Tokens of the demo clinic are not for production. Sign in with your identity provider.');
  if (!secrets.callerSecret) throw new UsageError('Tokens are verified by AUTH_JWKS_URL here, so only its issuer can make them.');

  const { role, id, orgId, ttlSeconds } = readArguments();
  const person = peopleOf[role].find((one) => one.id === id && (orgId ?? one.orgId) === one.orgId);
  const claims = {
    name: person?.name ?? `${role} ${id}`,
    ...(person && { email: person.email }),
    role: role.toUpperCase(),
    org_id: orgId ?? person?.orgId ?? 1,
    ...(role !== 'admin' && { [`${role}_id`]: id }),
    ...(config.auth.issuer && { iss: config.auth.issuer }),
    ...(config.auth.audience && { aud: config.auth.audience }),
  };
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(`${role}-${id}`)
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds)
    .sign(new TextEncoder().encode(secrets.callerSecret));
  process.stdout.write(`${token}\n`);
}

function readArguments() {
  const { values } = parseArgs({
    options: { role: { type: 'string' }, id: { type: 'string' }, org: { type: 'string' }, ttl: { type: 'string', default: '3600' } },
  });
  const role = ROLES.find((known) => known === values.role);
  if (!role) throw new UsageError('--role must be provider, patient or admin');
  return {
    role,
    id: positive('--id', values.id),
    orgId: values.org === undefined ? undefined : positive('--org', values.org),
    ttlSeconds: positive('--ttl', values.ttl),
  };
}

function positive(name: string, text: string | undefined) {
  if (!text || !/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`${name} must be a positive number`);
  return Number(text);
}

printToken().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n${USAGE}\n`);
  process.exitCode = 1;
});
