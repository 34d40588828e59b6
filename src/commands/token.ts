import { parseArgs } from 'node:util';
import { readConfig } from '../config/config.ts';
import { mintDemoToken } from '../demo/mint-demo-token.ts';

const USAGE =
  'Usage: npm run token -- --role provider|patient|admin --id <number> [--org <number>] [--ttl <seconds>]';

const ROLES = ['provider', 'patient', 'admin'] as const;

class UsageError extends Error {}

/**
 * Prints a caller token for the demo clinic, signed with the secret that this configuration verifies with.
 */
async function printToken() {
  const { config, secrets } = readConfig();
  if (config.production)
    throw new UsageError(
      'Tokens of the demo clinic are not for production. Sign in with your identity provider.',
    );
  if (!secrets.callerSecret)
    throw new UsageError('Tokens are verified by AUTH_JWKS_URL here, so only its issuer can make them.');

  const token = await mintDemoToken(config, secrets, readArguments());
  process.stdout.write(`${token}\n`);
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      id: { type: 'string' },
      org: { type: 'string' },
      ttl: { type: 'string', default: '3600' },
    },
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

await printToken().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n${USAGE}\n`);
  process.exitCode = 1;
});
