import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { Clock } from '#libs/protocol';
import type { Logger } from '../logging/logger.js';
import { cachedCheck, type HealthCheck } from './health-check.js';

export interface OperationsOptions {
  /** On 127.0.0.1; 0: any free port. */
  readonly port: number;
  /** What the app needs to be able to work, by name. */
  readonly checks: Readonly<Record<string, HealthCheck>>;
  readonly registry: Registry;
  readonly logger: Logger;
  readonly clock: Clock;
}

export interface OperationsServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the operator's machine alone, apart from the API: `/health/live` (the process answers), `/health/ready` (each
 * check by name, 503 when one fails) and `/metrics` (Prometheus text).
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

  async function route(path: string, response: ServerResponse): Promise<void> {
    if (path === '/health/live') answer(response, 200, { status: 'ok' });
    else if (path === '/health/ready') await ready(response);
    else if (path === '/metrics') await metrics(response);
    else answer(response, 404, { status: 'unknown path' });
  }

  const server = createServer((request, response) => {
    route(request.method === 'GET' ? (request.url ?? '') : '', response).catch((err: unknown) => {
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

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
