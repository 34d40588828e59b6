import closeWithGrace from 'close-with-grace';
import { createApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { DataFolderInUse } from './platform/data-folder.ts';
import { welcome } from './welcome.ts';

/** How long what is running may take to finish after a signal, in milliseconds. */
const GRACE = 9_000;

try {
  const { config, secrets } = readConfig();
  const { server, database } = await createApp(config, secrets);
  closeWithGrace({ delay: GRACE, logger: false }, async ({ signal }) => {
    server.log.info({ signal }, 'stopping');
    await server.close();
  });

  const wantsDemo = config.seedDemo ?? (database.embedded && !config.production);
  if (wantsDemo && (await seedDemo(database.em))) server.log.info('The demo clinic is set up');
  const address = await server.listen({ port: config.port, host: config.host });
  if (!config.production) process.stdout.write(welcome(config, address, database.embedded));
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

/** What keeps the server from starting, for whoever tries to start it. */
function sentenceOf(error: unknown) {
  if (error instanceof ConfigError || error instanceof DataFolderInUse) return error.message;
  if (!(error instanceof Error)) return 'The server cannot start.';
  if ('code' in error && error.code === 'EADDRINUSE')
    return `The port is taken (${error.message}). Set PORT to another one, or stop what uses it.`;
  if ('code' in error && error.code === 'EACCES') return `The port may not be used (${error.message}). Set PORT to one above 1023.`;
  return `The server cannot start: ${error.message}`;
}
