import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8' },
  ...{ '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml' },
  ...{ '.woff2': 'font/woff2', '.png': 'image/png', '.ico': 'image/x-icon', '.txt': 'text/plain; charset=utf-8' },
  ...{ '.webmanifest': 'application/manifest+json', '.wasm': 'application/wasm' },
};
const COMPRESSIBLE = ['.js', '.css', '.json', '.svg', '.txt', '.webmanifest', '.wasm'];
/** Vite's names: the content's hash is in them, so what they name never changes. */
const HASHED = /^\/assets\/.+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

export const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A file of the console, in memory. */
export class ConsoleFile {
  readonly type: string;
  readonly isPage: boolean;
  /** It never changes under this path. */
  readonly isHashed: boolean;
  readonly etag: string;
  private readonly compressed = new Map<Encoding, Promise<Buffer>>();

  constructor(
    path: string,
    readonly bytes: Buffer,
  ) {
    const kind = extname(path);
    this.type = TYPES[kind] ?? 'application/octet-stream';
    this.isPage = kind === '.html';
    this.isHashed = HASHED.test(path);
    this.etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    this.isCompressible = COMPRESSIBLE.includes(kind);
  }

  readonly isCompressible: boolean;

  /** Compressed once, when it is first asked for. */
  as(encoding: Encoding): Promise<Buffer> {
    const done = this.compressed.get(encoding) ?? compress(this.bytes, encoding);
    this.compressed.set(encoding, done);
    return done;
  }
}

/** Every file below a folder by its path (`/index.html`); none when the folder or its index.html is not there. */
export async function readConsole(folder: string): Promise<ReadonlyMap<string, ConsoleFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile()) // a link could lead out
      .map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        const path = `/${relative(folder, file).split(sep).join('/')}`;
        return [path, new ConsoleFile(path, await readFile(file))] as const;
      }),
  );
  const found = new Map(files);
  return found.has('/index.html') ? found : new Map();
}

function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  return encoding === 'br'
    ? promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
    : promisify(gzip)(bytes, { level: 9 });
}
