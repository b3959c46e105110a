import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';
import { errorFacts, isError, safeFields } from './safe-fields.js';

export type { Logger } from 'pino';

export interface LoggerOptions {
  /** Which program speaks, e.g. `broker`. */
  readonly service: string;
  /** `info` unless said. */
  readonly level?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Where the lines go; standard output unless said. */
  readonly destination?: DestinationStream;
}

/** What may wait for a full disk to have room again; more is lost. */
const MAX_UNWRITTEN_BYTES = 1024 * 1024;

/**
 * The app's logger: JSON lines with time (ISO 8601), level, service and message. Works before Nest is up. Fields go
 * through {@link safeFields}; log events and codes, never what people wrote: `logger.info({ code }, 'reply refused')`.
 */
export function createLogger(options: LoggerOptions): Logger {
  const logger = pino(
    {
      level: options.level ?? 'info',
      base: { service: options.service, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }), log: safeFields },
      serializers: { err: (value: unknown) => value }, // safeFields has made it safe already
      hooks: {
        logMethod(parameters, method) {
          // pino would take the message of an error as the message of the line
          const [first, second] = parameters as unknown[];
          if (isError(first))
            method.call(this, { err: errorFacts(first) }, typeof second === 'string' ? second : 'error');
          else if (isObject(first) && second === undefined) method.call(this, first, 'event');
          else method.apply(this, parameters);
        },
      },
    },
    options.destination ?? standardOutput(),
  );
  // pino formats the fields of each line, but not those that a child logger is made with
  type MakeChild = (this: Logger, bindings: object, childOptions?: object) => Logger;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its `this` below
  const makeChild = logger.child as unknown as MakeChild;
  const makeSafeChild: MakeChild = function (bindings, childOptions) {
    return makeChild.call(this, safeFields(bindings), childOptions);
  };
  return Object.assign(logger, { child: makeSafeChild as unknown as Logger['child'] });
}

/**
 * Each line is written when it comes. A log reader that has gone, or a full disk, costs lines and nothing else: the
 * program works on, and ends in order.
 */
function standardOutput(): DestinationStream {
  const stream = pino.destination({ dest: 1, sync: true, maxLength: MAX_UNWRITTEN_BYTES });
  stream.on('error', () => undefined);
  // its own would try for ever what cannot be written; nothing is left here that was not tried when it came
  stream.flushSync = () => undefined;
  return stream;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Lets Nest speak through our logger. Nest passes (message, ...more, context); of errors only the facts are kept. */
export function nestLogger(logger: Logger): LoggerService {
  const speak =
    (level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace') =>
    (message: unknown, ...more: unknown[]): void => {
      const context = more.at(-1);
      const fields = {
        ...(typeof context === 'string' && !context.includes('\n') ? { context } : {}),
        ...(isError(message) ? { err: errorFacts(message) } : {}),
      };
      logger[level](fields, typeof message === 'string' ? message : 'nest');
    };
  return {
    log: speak('info'),
    fatal: speak('fatal'),
    error: speak('error'),
    warn: speak('warn'),
    debug: speak('debug'),
    verbose: speak('trace'),
  };
}
