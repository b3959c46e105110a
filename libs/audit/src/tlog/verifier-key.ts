import { CrexError } from '#libs/protocol';
import { fromBase64, toBase64, toHex } from './encoding.js';
import { concatBytes } from './bytes.js';
import { ED25519_KEY_BYTES } from './ed25519.js';
import { isKeyName } from './key-name.js';
import { sha256 } from './sha256.js';

/** What a key signs: a log's signature over the text, or a witness's cosignature with its time. */
export const KEY_TYPES = { log: 0x01, cosignature: 0x04 } as const;

/** What a key is for; it never serves two purposes. */
export type KeyType = keyof typeof KEY_TYPES;

/** A public key as a C2SP verifier key (`vkey`) spells it. */
export interface VerifierKey {
  readonly name: string;
  readonly type: KeyType;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 4 bytes: with the name it tells in a signature line whose key it is. */
  readonly keyId: Uint8Array;
}

const VERIFIER_KEY = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/; // base64 may hold a plus sign too
const KEY_ID_BYTES = 4;

/**
 * Reads `<name>+<key id in hex>+<base64 of type and key>`.
 *
 * @throws audit.malformed-key, audit.unsupported-key
 * @see C2SP signed-note, verifier keys
 */
export function readVerifierKey(vkey: string): VerifierKey {
  const [, name = '', hex = '', base64 = ''] = VERIFIER_KEY.exec(vkey) ?? [];
  checkKeyName(name);
  const encoded = fromBase64(base64);
  if (encoded === undefined) throw malformed('the key is in base64');
  const type = typeOf(encoded[0]);
  const publicKey = encoded.subarray(1);
  checkKeyLength(publicKey);
  const keyId = keyIdOf(name, type, publicKey);
  checkKeyId(keyId, hex);
  return { name, type, publicKey, keyId };
}

/**
 * The text that {@link readVerifierKey} reads.
 *
 * @throws audit.malformed-key
 */
export function formatVerifierKey(name: string, type: KeyType, publicKey: Uint8Array): string {
  checkKeyName(name);
  checkKeyLength(publicKey);
  const keyId = toHex(keyIdOf(name, type, publicKey));
  return `${name}+${keyId}+${toBase64(encode(type, publicKey))}`;
}

/** SHA-256(name || newline || type || key), the first 4 bytes. */
export function keyIdOf(name: string, type: KeyType, publicKey: Uint8Array): Uint8Array {
  return sha256(new TextEncoder().encode(`${name}\n`), encode(type, publicKey)).subarray(0, KEY_ID_BYTES);
}

function encode(type: KeyType, publicKey: Uint8Array): Uint8Array {
  return concatBytes([Uint8Array.of(KEY_TYPES[type]), publicKey]);
}

function typeOf(byte: number | undefined): KeyType {
  if (byte === KEY_TYPES.log) return 'log';
  if (byte === KEY_TYPES.cosignature) return 'cosignature';
  throw new CrexError('audit.unsupported-key', 'the key is of a type that this version does not verify');
}

function checkKeyName(name: string): void {
  if (!isKeyName(name)) throw malformed('a key is written name+id+key, the name without spaces and plus signs');
}

function checkKeyLength(publicKey: Uint8Array): void {
  if (publicKey.length !== ED25519_KEY_BYTES) throw malformed(`a key has ${ED25519_KEY_BYTES} bytes`);
}

function checkKeyId(keyId: Uint8Array, hex: string): void {
  if (toHex(keyId) !== hex) throw malformed('the key id is not the one of name and key');
}

function malformed(detail: string): CrexError {
  return new CrexError('audit.malformed-key', detail);
}
