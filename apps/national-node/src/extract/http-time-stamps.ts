import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TimeStampAuthority } from '#libs/extract';
import { CrexError } from '#libs/protocol';

const TIMEOUT_MS = 15_000;
/** More than a token with its certificates is long. */
const MAX_RESPONSE_BYTES = 65_536;

interface HttpTimeStamps {
  readonly url: string;
  /** DER of CA certificates. */
  readonly authorities: readonly Uint8Array[];
  /** DER or PEM. */
  readonly crlFile: string | undefined;
}

/** A time-stamp authority behind its address. @see RFC 3161 section 3.4 */
export function httpTimeStamps({ url, authorities, crlFile }: HttpTimeStamps): TimeStampAuthority {
  const revocationLists = async () => (crlFile === undefined ? [] : [derOf(await readFile(crlFile))]);
  const known = { certificates: authorities, revocationLists, nonce: () => randomBytes(8) };
  return {
    certificates: authorities,
    revocationLists,
    timeStamp: async (digest) => {
      const { remoteTimeStampAuthority } = await import('#libs/extract');
      return remoteTimeStampAuthority({ ...known, post: (query) => post(url, query) }).timeStamp(digest);
    },
  };
}

async function post(url: string, query: Uint8Array): Promise<Uint8Array> {
  try {
    const response = await fetch(url, {
      ...{ method: 'POST', body: Buffer.from(query), redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) },
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    });
    if (!response.ok) throw unavailable(`it answers ${response.status}`);
    return await bodyOf(response);
  } catch (cause) {
    if (cause instanceof CrexError) throw cause;
    throw unavailable('it cannot be reached', cause);
  }
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_RESPONSE_BYTES) throw unavailable('its reply is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unavailable(why: string, cause?: unknown): CrexError {
  return new CrexError('extract.time-stamp-unavailable', `no time-stamp: ${why}`, {
    ...{ nextStep: 'look at CREX_TIMESTAMP_URL; extracts wait meanwhile', cause },
  });
}

function derOf(file: Buffer): Uint8Array {
  const pem = /-----BEGIN X509 CRL-----([^-]+)-----END X509 CRL-----/.exec(file.toString('latin1'))?.[1];
  return pem === undefined ? file : Buffer.from(pem, 'base64');
}
