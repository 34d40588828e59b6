import { pino } from 'pino';
import type { Config } from '../config.ts';

export type Log = ReturnType<typeof openLog>;

/** JSON lines in production and in pipes, readable lines on a terminal. Nothing but ids is ever handed to it. */
export const openLog = ({ logLevel, production }: Config) =>
  pino({
    level: logLevel,
    base: null,
    // Requests are logged by hand, without query or headers; this keeps a stray `{ req }` from printing them.
    serializers: { req: ({ id }: { id: string }) => ({ id }) },
    ...(!production &&
      process.stdout.isTTY && { transport: { target: 'pino-pretty', options: { ignore: 'reqId', translateTime: 'HH:MM:ss' } } }),
  });
