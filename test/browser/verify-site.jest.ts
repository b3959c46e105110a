import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

const ROOT = 'dist/console';
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** What the node gives besides the files; a test changes it. */
export interface Served {
  trust: unknown;
  /** Of an extract by `number code`. */
  status: (asked: { readonly number: string; readonly code: string }) => {
    readonly http: number;
    readonly status?: string;
  };
}

/** The built files and the two public endpoints, as a node serves them. */
export async function serveVerifyPage(served: Served): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => void answer(request, response, served));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { origin: `http://localhost:${port}`, close };
}

async function answer(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (path === '/public/v1/trust') {
    json(response, served.trust === undefined ? 503 : 200, served.trust ?? {});
    return;
  }
  if (path === '/public/v1/extract-status' && request.method === 'POST') {
    const { http, status } = served.status(JSON.parse(await text(request)) as { number: string; code: string });
    json(response, http, { status });
    return;
  }
  const file = path === '/verify' ? '/verify.html' : /^\/assets\/[\w.-]+$/.exec(path)?.[0];
  const bytes = file && (await readFile(`${ROOT}${file}`).catch(() => undefined));
  if (file === undefined || bytes === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'content-type': TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    'content-security-policy': "frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(bytes);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
