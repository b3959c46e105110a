import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ENCODINGS, readConsole, type ConsoleFile } from './console-files.js';

/** Paths that are no page of the console, whatever stands behind them. */
const NOT_OURS = /^\/(api|auth|public|idp|assets)(\/|$)/;
/** Stands in the pages where the nonce of an answer goes (Vite: `html.cspNonce`). */
const NONCE_PLACE = /__CREX_NONCE__/g;

/**
 * Serves the console: its files as they were at the start, and its first page for every other path that is no file, so that
 * the console's own addresses can be opened and reloaded. Nothing outside that list can be asked for. @returns whether it is there
 */
export async function serveConsole(instance: FastifyInstance, folder: string): Promise<boolean> {
  const files = await readConsole(folder);
  if (files.size === 0) return false;
  instance.get('/*', async (request, reply) => {
    const file = fileOf(files, pathOf(request));
    if (file === undefined) {
      reply.callNotFound();
      return reply;
    }
    return file.isPage ? sendPage(file, reply) : sendFile(file, request, reply);
  });
  return true;
}

function fileOf(files: ReadonlyMap<string, ConsoleFile>, path: string | undefined): ConsoleFile | undefined {
  if (path === undefined) return undefined;
  if (/^\/verify\/?$/.test(path)) return files.get('/verify.html');
  return files.get(path) ?? (NOT_OURS.test(path) ? undefined : files.get('/index.html'));
}

function pathOf({ url }: FastifyRequest): string | undefined {
  try {
    return decodeURIComponent(url.split(/[?#]/)[0] ?? '');
  } catch {
    return undefined;
  }
}

/** A page is never kept: it names the files of this version, and its nonce is good once. */
function sendPage({ bytes, type }: ConsoleFile, reply: FastifyReply): FastifyReply {
  const nonce = randomBytes(18).toString('base64');
  const policy = [
    ...["default-src 'self'", "script-src 'self'", `style-src 'self' 'nonce-${nonce}'`, "object-src 'none'"],
    ...["connect-src 'self'", "img-src 'self'", "font-src 'self'", "worker-src 'self'"],
    ...["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"],
  ];
  const headers = { 'content-type': type, 'cache-control': 'no-store', 'content-security-policy': policy.join('; ') };
  return reply.headers(headers).send(bytes.toString('utf8').replace(NONCE_PLACE, nonce));
}

async function sendFile(file: ConsoleFile, { headers }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const kept = file.isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300';
  void reply.headers({ 'content-type': file.type, 'cache-control': kept, etag: file.etag, vary: 'accept-encoding' });
  if (headers['if-none-match'] === file.etag) return reply.status(304).send();
  const encoding = ENCODINGS.find((each) =>
    new RegExp(`\\b${each}\\b`).test(headers['accept-encoding']?.toString() ?? ''),
  );
  if (encoding === undefined || !file.isCompressible) return reply.send(file.bytes);
  return reply.header('content-encoding', encoding).send(await file.as(encoding));
}
