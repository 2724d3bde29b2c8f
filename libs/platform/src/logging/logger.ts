import type { LoggerService } from '@nestjs/common';
import { destination, pino, stdSerializers, type DestinationStream, type Logger as PinoLogger } from 'pino';

/** Levels of `LOG_LEVEL`, from the quietest. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Structured logs of a process; a class, so that Nest can inject it. Bodies of requests are never logged. */
export abstract class Logger {
  abstract fatal(fields: object, message: string): void;
  abstract error(fields: object, message: string): void;
  abstract warn(fields: object, message: string): void;
  abstract info(fields: object, message: string): void;
  abstract debug(fields: object, message: string): void;
}

/** What an error is and where it came from, with its causes. The drivers' errors carry all that was to be written, too: megabytes. */
const errorInBrief = (thrown: unknown): unknown => {
  const whole = stdSerializers.err(thrown as Error);
  if (whole === thrown) return thrown; // it is no error
  const { type, message, code, stack } = whole;
  return { type, message, code: code as unknown, stack };
};

/** JSON lines with instants in RFC 3339 and levels by name, on standard output unless told otherwise. */
export const createLogger = (
  level: LogLevel,
  name: string,
  stream: DestinationStream = destination({ dest: 1, sync: true }),
): PinoLogger & Logger =>
  pino(
    {
      level,
      base: { app: name, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: errorInBrief, error: errorInBrief },
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );

/** What Nest says about itself: its errors and warnings as they are, the rest only when debugging. */
export const nestLogger = (logger: Logger): LoggerService => {
  const at =
    (level: 'error' | 'warn' | 'debug') =>
    (message: unknown, ...details: unknown[]): void => {
      const context = details.at(-1);
      const fields = message instanceof Error ? { err: message } : {};
      logger[level]({ ...fields, ...(typeof context === 'string' && { context }) }, String(message));
    };
  return { log: at('debug'), error: at('error'), warn: at('warn'), debug: at('debug'), verbose: at('debug'), fatal: at('error') };
};
