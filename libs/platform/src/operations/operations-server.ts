import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { CrexError, isCrexError, type Clock } from '#libs/protocol';
import type { Logger } from '../logging/logger.js';
import { cachedCheck, type HealthCheck } from './health-check.js';

const MAX_BODY_BYTES = 1_048_576;

export interface OperationsOptions {
  /** On 127.0.0.1; 0: any free port. */
  readonly port: number;
  /** What the app needs to be able to work, by name. */
  readonly checks: Readonly<Record<string, HealthCheck>>;
  readonly registry: Registry;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Asked one after the other, until one answers. */
  readonly routes?: readonly OperationsRoute[];
}

/** A request that is not for health or metrics. */
export interface OperationsRequest {
  readonly method: string;
  /** As it came, without a query. */
  readonly path: string;
  /** The whole body. @throws platform.too-large beyond 1 MiB */
  readonly body: () => Promise<Uint8Array>;
}

export interface OperationsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What an app serves to the operator's machine beside health and metrics; `undefined` for what is not its own. */
export type OperationsRoute = (request: OperationsRequest) => Promise<OperationsAnswer | undefined>;

export interface OperationsServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the operator's machine alone, apart from the API: `/health/live` (the process answers), `/health/ready` (each
 * check by name, 503 when one fails), `/metrics` (Prometheus text), and what the app adds.
 */
export async function startOperationsServer(options: OperationsOptions): Promise<OperationsServer> {
  const checks = Object.entries(options.checks).map(([name, check]) => {
    const report = (err: unknown): void => options.logger.warn({ check: name, err }, 'health check failed');
    return { name, isWell: cachedCheck(check, options.clock, report) };
  });

  async function ready(response: ServerResponse): Promise<void> {
    const states = await Promise.all(
      checks.map(async ({ name, isWell }) => [name, (await isWell()) ? 'ok' : 'failed']),
    );
    const well = states.every(([, state]) => state === 'ok');
    answer(response, well ? 200 : 503, {
      status: well ? 'ok' : 'unavailable',
      checks: Object.fromEntries(states) as object,
    });
  }

  async function metrics(response: ServerResponse): Promise<void> {
    const text = await options.registry.metrics();
    response.writeHead(200, { 'content-type': options.registry.contentType }).end(text);
  }

  async function route(request: OperationsRequest, response: ServerResponse): Promise<void> {
    const path = request.method === 'GET' ? request.path : '';
    if (path === '/health/live') answer(response, 200, { status: 'ok' });
    else if (path === '/health/ready') await ready(response);
    else if (path === '/metrics') await metrics(response);
    else await ofApp(request, response);
  }

  async function ofApp(request: OperationsRequest, response: ServerResponse): Promise<void> {
    for (const ask of options.routes ?? []) {
      const found = await ask(request);
      if (found === undefined) continue;
      response.writeHead(found.status, found.headers).end(found.body);
      return;
    }
    answer(response, 404, { status: 'unknown path' });
  }

  const server = createServer((request, response) => {
    route(requestOf(request), response).catch((err: unknown) => {
      if (isCrexError(err, 'platform.too-large')) {
        answer(response, 413, { status: 'too large' });
        return;
      }
      options.logger.error({ err }, 'operations request failed');
      answer(response, 500, { status: 'failed' });
    });
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function requestOf(request: IncomingMessage): OperationsRequest {
  const [path = ''] = (request.url ?? '').split('?');
  return { method: request.method ?? '', path, body: () => bodyOf(request) };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new CrexError('platform.too-large', 'the body is larger than any path takes');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
