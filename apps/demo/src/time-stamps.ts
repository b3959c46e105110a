import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answerTimeStampQuery, developmentAuthority } from '#libs/extract';

/** More than a query is long. */
const MAX_QUERY_BYTES = 4096;

/** A time-stamp authority at an address, for the demo and for tests. */
export interface TimeStamps {
  /** What a node needs that issues extracts with it. A production node refuses it. */
  readonly settings: Readonly<Record<string, string>>;
  /** PEM of its CA certificate. */
  readonly caFile: string;
  close(): Promise<void>;
}

/** Starts it on this machine; its certificate and revocation list lie in the folder. @see RFC 3161 section 3.4 */
export async function startTimeStamps(folder: string): Promise<TimeStamps> {
  const authority = await developmentAuthority({ nowMs: () => Date.now() });
  await mkdir(folder, { recursive: true });
  const [caFile, crlFile] = [join(folder, 'authority.pem'), join(folder, 'authority.crl')];
  const base64 = (
    Buffer.from(authority.authority)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n');
  await writeFile(caFile, `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`);
  const [crl] = await authority.revocationLists();
  await writeFile(crlFile, crl ?? Buffer.of());
  const server = createServer((request, response) => {
    queryOf(request)
      .then((query) => answerTimeStampQuery(authority, query))
      .then(
        (reply) => response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(Buffer.from(reply)),
        () => response.writeHead(400).end(),
      );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    caFile,
    settings: {
      CREX_TIMESTAMP_URL: `http://127.0.0.1:${port}/`,
      CREX_TIMESTAMP_CA_FILE: caFile,
      CREX_TIMESTAMP_CRL_FILE: crlFile,
      CREX_EXTRACT_ADDRESS: 'https://crex.example/verify',
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function queryOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_QUERY_BYTES) throw new Error('no query is as long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
