import { createHash } from 'node:crypto';
import { canonicalJson } from '#libs/protocol';
import { refusal } from './refusal.js';

/** Whoever signs metadata: a key file, a device, an office at a ceremony. Ed25519 (RFC 8032). */
export interface MetadataSigner extends PublicKeyHolder {
  /** 64 bytes. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** An Ed25519 public key, 32 raw bytes. */
export interface PublicKeyHolder {
  readonly publicKey: Uint8Array;
}

/** A key as TUF metadata writes it. */
export interface TufKey {
  readonly keytype: string;
  readonly scheme: string;
  readonly keyval: { readonly public: string };
}

/** A role as root metadata and delegations write it. */
export interface TufRole {
  readonly keyids: readonly string[];
  readonly threshold: number;
}

export function tufKey({ publicKey }: PublicKeyHolder): TufKey {
  return { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: Buffer.from(publicKey).toString('hex') } };
}

/** SHA-256 of the key's canonical JSON, hexadecimal (TUF 4.2.2). */
export function keyIdOf(key: TufKey): string {
  return createHash('sha256').update(canonicalJson(key)).digest('hex');
}

export function keyTable(holders: readonly PublicKeyHolder[]): Record<string, TufKey> {
  return Object.fromEntries(holders.map(tufKey).map((key) => [keyIdOf(key), key]));
}

export function tufRole(holders: readonly PublicKeyHolder[], threshold: number): TufRole {
  return { keyids: [...new Set(holders.map((holder) => keyIdOf(tufKey(holder))))], threshold };
}

/**
 * Our own guard on top of the library, which counts key ids: one Ed25519 key listed under two ids would make two
 * signatures of one. Each key is Ed25519, has the id that follows from it, and stands once.
 *
 * @throws directory.wrong-key-type, directory.wrong-key-id, directory.duplicate-key
 * @see TUF 5.3.4: each key may contribute to the threshold once
 */
export function checkKeys(keys: Readonly<Record<string, unknown>>): void {
  for (const key of Object.values(keys)) checkKeyType(key);
  checkDistinct(Object.values(keys) as TufKey[]);
  for (const [id, key] of Object.entries(keys)) checkKeyId(id, key as TufKey);
}

function checkKeyType(key: unknown): void {
  const { keytype, scheme, keyval } = key as Partial<TufKey>;
  const right = keytype === 'ed25519' && scheme === 'ed25519' && /^[0-9a-f]{64}$/.test(String(keyval?.public));
  if (!right) throw refusal('directory.wrong-key-type', 'a key is not Ed25519 in 64 lower-case hexadecimal digits');
}

function checkDistinct(keys: readonly TufKey[]): void {
  if (new Set(keys.map((key) => key.keyval.public)).size !== keys.length) {
    throw refusal('directory.duplicate-key', 'one key is listed under two key ids');
  }
}

function checkKeyId(id: string, key: TufKey): void {
  if (keyIdOf(key) !== id) {
    throw refusal('directory.wrong-key-id', 'a key id is not the SHA-256 of the canonical key');
  }
}

/** @throws directory.threshold-out-of-reach */
export function checkReachable(name: string, role: TufRole, keys: Readonly<Record<string, unknown>>): void {
  const usable = new Set(role.keyids.filter((id) => keys[id] !== undefined)).size;
  if (usable < role.threshold) {
    throw refusal('directory.threshold-out-of-reach', `${name} wants ${role.threshold} signatures of ${usable} keys`);
  }
}
