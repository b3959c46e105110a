import { isCrexError, parseJson, type JsonLimits } from '#libs/protocol';
import { refusal, type DirectoryCode } from './refusal.js';

const TARGET_LIMITS: Omit<JsonLimits, 'maxBytes'> = { maxDepth: 8, maxValues: 10_000, integersAndStringsOnly: true };
// TUF metadata has booleans (`terminating`, `consistent_snapshot`)
const METADATA_LIMITS: Omit<JsonLimits, 'maxBytes'> = {
  maxDepth: 12,
  maxValues: 20_000,
  integersAndStringsOnly: false,
};

/** JSON of a target file; a syntax error gets the code given. */
export function parseTarget(bytes: Uint8Array, maxBytes: number, code: DirectoryCode, what: string): unknown {
  return parse(bytes, { ...TARGET_LIMITS, maxBytes }, code, what);
}

/** JSON of TUF metadata: limits first, no duplicate keys, so that every TUF client reads the same. */
export function parseMetadata(bytes: Uint8Array, maxBytes: number, what: string): unknown {
  return parse(bytes, { ...METADATA_LIMITS, maxBytes }, 'directory.malformed-metadata', what);
}

function parse(bytes: Uint8Array, limits: JsonLimits, code: DirectoryCode, what: string): unknown {
  checkSize(bytes, limits.maxBytes, what);
  try {
    return parseJson(bytes, limits);
  } catch (cause) {
    throw refusal(code, `${what} is not JSON as the directory writes it`, isCrexError(cause) ? { cause } : {});
  }
}

/** @throws directory.too-large */
export function checkSize(bytes: Uint8Array, maxBytes: number, what: string): void {
  if (bytes.byteLength > maxBytes) throw refusal('directory.too-large', `${what} has more than ${maxBytes} bytes`);
}
