import type { Config } from '../config/config.ts';

/** The greeting on the terminal of a developer once the server listens. */
export function welcome(
  { auth, demoSignIn, demoEncryptionKey, jitsi, dataDir }: Config,
  address: string,
  embedded: boolean,
) {
  const url = address.replace(/127\.0\.0\.1|0\.0\.0\.0|\[::1?\]/, 'localhost');
  const lines = [
    '',
    `  Readyroom is ready on ${url}`,
    '',
    `  GraphQL      ${url}/graphql  (in a browser, a page to try it; subscriptions over graphql-ws)`,
    `  REST         ${url}/api/docs`,
    `  Operations   ${url}/readyz, ${url}/metrics`,
    `  Database     ${embedded ? `embedded, in ${dataDir}` : 'PostgreSQL'}`,
    `  Meetings     ${jitsi.serverUrl ?? 'the built-in practice room (set JITSI_SERVER_URL for a real Jitsi)'}`,
    '',
  ];
  if (demoSignIn)
    lines.push(
      `  Open ${url} in two windows and choose who you are: a provider, a patient, an administrator.`,
    );
  else if (auth.demo)
    lines.push(
      '  Nobody can sign in without a password: a network reaches this server, and the database may be',
      "  a clinic's. If it is not, set DEMO_SIGN_IN=true.",
    );
  if (auth.demo) {
    lines.push(
      `  ${demoSignIn ? 'Or ask' : 'Ask'} the API with a token of the demo clinic:`,
      '    npm run token -- --role provider --id 45     the provider of appointment 123',
      '    npm run token -- --role patient  --id 89     its patient',
      '    npm run token -- --role admin    --id 1      an administrator',
      '',
    );
  }
  const demoKeys = [
    auth.demo && 'AUTH_JWT_SECRET or AUTH_JWKS_URL',
    demoEncryptionKey && 'CONFIG_ENCRYPTION_KEY',
  ].filter(Boolean);
  if (demoKeys.length > 0)
    lines.push(
      '  WARNING: running with demo keys that everyone can read. ' +
        `For real patients set ${demoKeys.join(' and ')}.`,
      '',
    );
  return `${lines.join('\n')}\n`;
}
