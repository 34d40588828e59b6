import { pino } from 'pino';
import type { Config } from '../config.ts';
import { describeFault } from './present-error.ts';

export type Log = ReturnType<typeof openLog>;

/** JSON lines in production and in pipes, readable lines on a terminal. Nothing but ids is ever handed to it. */
export const openLog = ({ logLevel, production }: Config) =>
  pino({
    level: logLevel,
    base: null,
    // Requests are logged by hand, without query or headers. Libraries log of their own what has them in it: the request, the path of
    // one for a WebSocket, and the error of Node's parser with all that was sent.
    serializers: { req: ({ id }: { id: string }) => ({ id }), path: () => undefined, err: describeFault },
    ...(!production &&
      process.stdout.isTTY && { transport: { target: 'pino-pretty', options: { ignore: 'reqId', translateTime: 'HH:MM:ss' } } }),
  });
