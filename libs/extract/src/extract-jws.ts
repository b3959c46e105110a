import { verify, X509Certificate, type KeyObject } from 'node:crypto';
import {
  canonicalJson,
  checkShape,
  CrexError,
  digestOf,
  fromBase64url,
  isCrexError,
  parseJson,
  toBase64url,
  type Digest,
  type JsonLimits,
  type Signer,
} from '#libs/protocol';
import { extractSchema, type ExtractContent } from './content.js';
import { extractError } from './error.js';

/** `typ` of the signed data of an extract. */
export const EXTRACT_TYP = 'crex-extract+jws';
/** The longest signed data that is read (characters): what an answer may hold, and room for labels. */
export const MAX_EXTRACT_CHARACTERS = 6_000_000;

const LIMITS: JsonLimits = { maxBytes: 4_194_300, maxDepth: 12, maxValues: 200_000, integersAndStringsOnly: true };
const HEADER_LIMITS: JsonLimits = { maxBytes: 32_768, maxDepth: 4, maxValues: 32, integersAndStringsOnly: false };

/** What the header of the signed data holds. */
export const extractHeaderSchema = {
  type: 'object',
  properties: {
    alg: { const: 'ES256' },
    typ: { const: EXTRACT_TYP },
    // standard base64 of DER (RFC 7515 §4.1.6): who reads an extract need not know the directory
    x5c: {
      type: 'array',
      minItems: 1,
      maxItems: 2,
      items: {
        type: 'string',
        maxLength: 12_000,
        pattern: '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
      },
    },
  },
  required: ['alg', 'typ', 'x5c'],
  additionalProperties: false,
} as const;

/** The signed data of an extract, read but not believed. */
export interface ReadExtract {
  readonly token: string;
  /** SHA-256 of the signing input. */
  readonly digest: Digest;
  /** DER: who signed, then the CA that certifies it. */
  readonly certificates: readonly Uint8Array[];
  readonly content: ExtractContent;
}

/**
 * Signs an extract as a compact JWS with its certificates (RFC 7515 §4.1.6).
 *
 * @param certificates DER: that of the signer's key, then its CA's
 * @throws extract.wrong-certificate extract.malformed
 */
export async function signExtract(
  content: ExtractContent,
  signer: Signer,
  certificates: readonly Uint8Array[],
): Promise<string> {
  checkSignersCertificate(signer, certificates);
  checkContent(content);
  const x5c = certificates.map((der) => Buffer.from(der).toString('base64'));
  const header = canonicalJson({ alg: 'ES256', typ: EXTRACT_TYP, x5c });
  const signingInput = [header, canonicalJson(content)].map((text) => toBase64url(Buffer.from(text, 'utf8'))).join('.');
  return `${signingInput}.${toBase64url(await signer.sign(Buffer.from(signingInput, 'ascii')))}`;
}

/**
 * Reads the signed data of an extract: limits, header, shape. Signature and certificates are the next steps.
 *
 * @throws extract.malformed extract.unknown-version
 */
export function readExtractJws(token: string): ReadExtract {
  try {
    return read(token);
  } catch (error) {
    if (!isCrexError(error) || error.code.startsWith('extract.')) throw error;
    throw extractError('extract.malformed', error.message, { pointers: error.pointers, cause: error });
  }
}

/** @throws extract.data-changed */
export function checkExtractSignature({ token }: ReadExtract, publicKey: KeyObject): void {
  const end = token.lastIndexOf('.');
  const signature = fromBase64url(token.slice(end + 1));
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', Buffer.from(token.slice(0, end), 'ascii'), key, signature)) {
    throw extractError('extract.data-changed', 'the signature of the attached data does not verify');
  }
}

function read(token: string): ReadExtract {
  checkSize(token);
  const [header, payload, signature, ...more] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    throw malformed('not a compact JWS: header.payload.signature');
  }
  const head = parseJson(fromBase64url(header), HEADER_LIMITS);
  checkShape(
    extractHeaderSchema,
    head,
    'extract.malformed',
    `the header (alg ES256, typ ${EXTRACT_TYP}, x5c and nothing else)`,
  );
  if (fromBase64url(signature).length !== 64) throw malformed('an ES256 signature has 64 bytes');
  const content = parseJson(fromBase64url(payload), LIMITS);
  checkVersion(content);
  checkContent(content);
  return {
    token,
    digest: digestOf(`${header}.${payload}`),
    certificates: (head as { x5c: string[] }).x5c.map((der) => Uint8Array.from(Buffer.from(der, 'base64'))),
    content: content as ExtractContent,
  };
}

function checkSize(token: string): void {
  if (token.length > MAX_EXTRACT_CHARACTERS) throw malformed(`more than ${MAX_EXTRACT_CHARACTERS} characters`);
}

/** Before the shape: another version may have another one. */
function checkVersion(content: unknown): void {
  if ((content as { v?: unknown } | null)?.v !== 1) {
    throw extractError('extract.unknown-version', 'not an extract of version 1');
  }
}

function checkContent(content: unknown): void {
  checkShape(extractSchema, content, 'extract.malformed', 'the extract');
  checkOwnNumbers(content as ExtractContent);
  checkValidity(content as ExtractContent);
}

function checkOwnNumbers({ number, supersedes = number, issuer, recipient }: ExtractContent): void {
  const isOwn = [number, supersedes].every((own) => own.startsWith(`${issuer.country}-`));
  if (!isOwn) throw malformed('the number of an extract begins with the issuing country');
  if (!recipient.request.id.startsWith(`${recipient.country}-${issuer.country}-`)) {
    throw malformed('the question went from the recipient to the issuer');
  }
}

function checkValidity({ issuedAt, validUntil }: ExtractContent): void {
  if (issuedAt >= validUntil) throw malformed('an extract ends after it is issued');
}

function checkSignersCertificate(signer: Signer, [own]: readonly Uint8Array[]): void {
  if (own === undefined || digestOf(own) !== signer.certificate) {
    throw extractError('extract.wrong-certificate', "the first certificate is not that of the signer's key");
  }
}

/** The key of a certificate, whatever the certificate is worth. @throws extract.malformed */
export function keyOfCertificate(der: Uint8Array): KeyObject {
  try {
    return new X509Certificate(der).publicKey;
  } catch (cause) {
    throw extractError('extract.malformed', 'not a DER certificate', { cause });
  }
}

function malformed(detail: string): CrexError {
  return extractError('extract.malformed', detail);
}
