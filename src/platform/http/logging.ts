import { pino } from 'pino';
import { DiskFull } from '../database/embedded/disk-space.ts';
import { describeFault, type OnFault } from './present-error.ts';

interface LogOptions {
  logLevel: string;
  production: boolean;
}

export type Log = ReturnType<typeof openLog>;

/** JSON lines in production and in pipes, readable lines on a terminal. Nothing but ids is ever handed to it. */
export const openLog = ({ logLevel, production }: LogOptions) =>
  pino({
    level: logLevel,
    base: null,
    // Requests are logged by hand, without query or headers. Libraries log of their own what has them in it: the request, the path of
    // one for a WebSocket, and the error of Node's parser with all that was sent.
    serializers: { req: ({ id }: { id: string }) => ({ id }), path: () => undefined, err: describeFault },
    ...(!production &&
      process.stdout.isTTY && {
        transport: { target: 'pino-pretty', options: { ignore: 'reqId', translateTime: 'HH:MM:ss' } },
      }),
  });

/** A disk that is full is one fault however many meet it, and the same error until there is room again. */
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
