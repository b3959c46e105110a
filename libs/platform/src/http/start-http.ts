import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CrexError, isCrexError } from '#libs/protocol';
import { nestLogger, type Logger } from '../logging/logger.js';
import { ProblemFilter } from './problem-filter.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';
import type { StatusMap } from './status-of-code.js';
import { validationPipe } from './validation-pipe.js';

export interface HttpOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Serves HTTPS, TLS 1.3 unless said; plain HTTP without it. */
  readonly tls?: ServerOptions;
  readonly logger: Logger;
  readonly bodyLimitBytes: number;
  /** How long a client may take to send a whole request. */
  readonly requestTimeoutMs: number;
  /** Reads a JSON body; what it throws is answered as 400. It must refuse duplicate keys and deep nesting. */
  parseJson(body: Uint8Array): unknown;
  /** Content types that reach the controller as the Buffer that came, e.g. `application/jose`. Others than JSON and these: 415. */
  readonly rawBodyTypes: readonly string[];
  /** The app's own entries for {@link statusOfCode}. */
  readonly statuses: StatusMap;
  /** Last touches before the first request, e.g. the OpenAPI page. */
  prepare?(app: NestFastifyApplication): void | Promise<void>;
}

export interface HttpServer {
  readonly app: NestFastifyApplication;
  /** With the port it got. */
  readonly url: string;
  /** Runs Nest's shutdown hooks, then closes every connection, parked ones too. */
  close(): Promise<void>;
}

/** Starts a Nest application on Fastify with our limits, parsers, request log, problem filter and validation pipe. */
export async function startHttp(module: object, options: HttpOptions): Promise<HttpServer> {
  const filter = new ProblemFilter(options.logger, options.statuses);
  const adapter = createAdapter(options, filter);
  const instance = adapter.getInstance<FastifyInstance>();
  logRequests(instance, options.logger);
  takeBodies(instance, options);
  const app = await NestFactory.create<NestFastifyApplication>(
    module as Parameters<typeof NestFactory.create>[0],
    adapter,
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class
    { logger: nestLogger(options.logger), bodyParser: false, abortOnError: false },
  );
  await using opening = new AsyncDisposableStack();
  opening.defer(() => app.close());
  app.useGlobalFilters(filter);
  app.useGlobalPipes(validationPipe());
  await options.prepare?.(app);
  await app.listen(options.port, options.host);
  const url = await app.getUrl();
  const opened = opening.move();
  return { app, url, close: () => opened.disposeAsync() };
}

function createAdapter(options: HttpOptions, filter: ProblemFilter): FastifyAdapter {
  const common = {
    logger: false,
    genReqId: () => randomUUID(), // never the client's
    bodyLimit: options.bodyLimitBytes,
    requestTimeout: options.requestTimeoutMs,
    forceCloseConnections: true,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      filter.answer(error, request, reply),
  } as const;
  return options.tls === undefined
    ? new FastifyAdapter(common)
    : new FastifyAdapter({ ...common, https: { minVersion: 'TLSv1.3', ...options.tls } });
}

/** What Node's parser refuses never becomes a request: answered here, on the socket. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const refusal =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? new CrexError('platform.request-timeout', 'the request took too long to arrive')
      : new CrexError('platform.bad-request', 'this is not HTTP that we read');
  const { problem } = problemOf(refusal, randomUUID(), {});
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\nconnection: close\r\n` +
      `content-type: ${PROBLEM_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** Method, route pattern, status and time: no URL (it may carry an id or a query), no header, no body. */
function logRequests(instance: FastifyInstance, logger: Logger): void {
  instance.addHook('onSend', (_request, reply, payload, done) => {
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    void reply.header('x-content-type-options', 'nosniff');
    done(null, payload);
  });
  instance.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'none' : request.routeOptions.url;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    logger.info({ requestId: request.id, method: request.method, route, status: reply.statusCode, ms }, 'request');
    done();
  });
}

function takeBodies(instance: FastifyInstance, options: HttpOptions): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
    try {
      done(null, body.length === 0 ? undefined : options.parseJson(body));
    } catch (cause) {
      done(notJson(cause));
    }
  });
  for (const type of options.rawBodyTypes) {
    instance.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  }
}

function notJson(cause: unknown): CrexError {
  if (!isCrexError(cause)) return new CrexError('platform.invalid-json', 'the body is not JSON', { cause });
  const { nextStep, pointers } = cause;
  return new CrexError('platform.invalid-json', cause.message, {
    ...(nextStep === undefined ? {} : { nextStep }),
    ...{ pointers, cause },
  });
}
