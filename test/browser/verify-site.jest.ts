import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { serveConsole } from '../../apps/national-node/src/console/serve-console.js';

/** What the node gives besides the files; a test changes it. */
export interface Served {
  trust: unknown;
  /** What is answered about an extract on paper. */
  status: (asked: { readonly number: string; readonly code: string }) => {
    readonly http: number;
    readonly status?: string;
  };
}

/** The built files, as the node serves them, and what the two public endpoints shall answer. */
export async function serveVerifyPage(served: Served): Promise<{ origin: string; close: () => Promise<void> }> {
  const site = fastify({ forceCloseConnections: true });
  site.get('/public/v1/trust', (_, reply) =>
    reply.code(served.trust === undefined ? 503 : 200).send(served.trust ?? {}),
  );
  site.post<{ Body: { number: string; code: string } }>('/public/v1/extract-status', ({ body }, reply) => {
    const { http, status } = served.status(body);
    return reply.code(http).send({ status });
  });
  await serveConsole(site, 'dist/console');
  await site.listen({ port: 0, host: '127.0.0.1' });
  const { port } = site.server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, close: () => site.close() };
}
