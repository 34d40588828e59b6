import { pino } from 'pino';
import { DiskFull } from '../database/embedded/disk-space.ts';
import { describeFault, type OnFault } from './present-error.ts';

interface LogOptions {
  logLevel: string;
  production: boolean;
}

export type Log = ReturnType<typeof openLog>;

/** Logs JSON lines in production and into pipes, and readable lines on a terminal. Log only ids and codes. */
export const openLog = ({ logLevel, production }: LogOptions) =>
  pino({
    level: logLevel,
    base: null,
    // These redact what libraries log: requests, the paths of WebSocket upgrades, and errors of Node's HTTP
    // parser with the raw input. We log requests ourselves, without query and headers.
    serializers: { req: ({ id }: { id: string }) => ({ id }), path: () => undefined, err: describeFault },
    ...(!production &&
      process.stdout.isTTY && {
        transport: { target: 'pino-pretty', options: { ignore: 'reqId', translateTime: 'HH:MM:ss' } },
      }),
  });

/** Logs faults. A full disk throws the same error object until there is space again, and is logged once. */
export function logFaults(log: Log): OnFault {
  let full: DiskFull | undefined;
  return (error, requestId) => {
    if (error instanceof DiskFull) {
      if (error === full) return;
      full = error;
    }
    log.error({ requestId, fault: describeFault(error) }, 'fault');
  };
}

/** Logs when changes by other programs stop and begin to be heard from the database. */
export const logHearing = (log: Log) => (isHearing: boolean, code: string) =>
  isHearing
    ? log.info({}, 'notifications of the database arrive again')
    : log.warn({ code }, 'notifications of the database do not arrive (DATABASE_LISTEN_URL)');
