import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What the service is made on: any store that can say this. Here it is the views of the same example. */
export interface ServiceStore {
  changes(after: string, limit: number): Promise<{ persons: readonly object[]; cursor: string }>;
  convictionsOf(personId: string): Promise<readonly object[]>;
}

/** A record source as a country may write it: two calls, a token, nothing else. Behind TLS in real use. */
export async function startRecordService(store: ServiceStore, token: string) {
  const answer = async (request: IncomingMessage): Promise<object | undefined> => {
    if (request.headers.authorization !== `Bearer ${token}`) return undefined;
    const body = (await json(request)) as { after: string; limit: number; personId: string };
    if (request.url === '/crex/changes') return store.changes(body.after, body.limit);
    return { convictions: await store.convictionsOf(body.personId) };
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (value) => {
        response.writeHead(value === undefined ? 401 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(value ?? {}));
      },
      () => response.writeHead(500).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/crex`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
