import closeWithGrace from 'close-with-grace';
import { createApp } from '../app.ts';
import { ConfigError, readConfig } from '../config/config.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { DataFolderUnusable } from '../platform/database/embedded/data-folder.ts';
import { describeFault } from '../platform/http/present-error.ts';
import { welcome } from './welcome.ts';

/** How long running requests may take to finish after a signal. */
const SHUTDOWN_TIMEOUT_MS = 9_000;
/**
 * Connections that wait to be accepted, if the system allows as many. Beyond Node's 511, somebody who opens a
 * thousand at once makes others wait for a retry of TCP, which takes seconds.
 */
const BACKLOG = 4_096;

try {
  const { config, secrets } = readConfig();
  const { server, database } = await createApp(config, secrets);
  closeWithGrace({ delay: SHUTDOWN_TIMEOUT_MS, logger: false }, async ({ signal, err }) => {
    if (err) server.log.fatal({ fault: describeFault(err) }, 'fault');
    server.log.info({ signal }, 'stopping');
    await server.close();
  });

  const wantsDemo = config.seedDemo ?? (database.embedded && !config.production);
  if (wantsDemo && (await seedDemo(database.em))) server.log.info('The demo clinic is set up');
  const address = await server.listen({ port: config.port, host: config.host, backlog: BACKLOG });
  if (!config.production) process.stdout.write(welcome(config, address, database.embedded));
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

/** A sentence for the operator about why the server cannot start. */
function sentenceOf(error: unknown) {
  if (error instanceof ConfigError || error instanceof DataFolderUnusable) return error.message;
  if (!(error instanceof Error)) return 'The server cannot start.';
  if (!('syscall' in error && error.syscall === 'listen')) return `The server cannot start: ${error.message}`;
  const problem = 'code' in error && error.code === 'EADDRINUSE' ? 'is taken' : 'cannot be used';
  return `The port ${problem} (${error.message}). Set PORT to another one.`;
}
