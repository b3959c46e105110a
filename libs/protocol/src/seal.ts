import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_MLKEM768_X25519 } from 'hpke';
import { toBase64url } from './base64url.js';
import { digestOf, type Digest } from './digest.js';
import { CrexError } from './error.js';

/**
 * The one sealing suite: HPKE base mode (RFC 9180, draft-ietf-hpke-hpke) with the hybrid KEM MLKEM768-X25519
 * (draft-ietf-hpke-pq), HKDF-SHA256 and AES-256-GCM. What is recorded today must stay secret for decades.
 */
export const SUITE = 'HPKE-MLKEM768-X25519-HKDF-SHA256-AES256GCM';
/** HPKE `info`: separates these sealed contents from any other use of the key. */
export const SEAL_INFO = 'crex-seal-v1';
/** Bytes of the encapsulated secret that stand before the ciphertext: ML-KEM-768 ciphertext, X25519 share. */
export const ENCAPSULATION_BYTES = 1120;
/** ML-KEM-768 encapsulation key, X25519 public key. */
export const SEALING_PUBLIC_KEY_BYTES = 1216;
const TAG_BYTES = 16;

/**
 * How long a sealing key is valid (seconds), and how long before its end the next one is published: so a new one comes
 * every 30 days, and a sender whose directory is a day old still finds one that outlives the longest message.
 */
export const SEALING_KEY_LIFE_SECONDS = 35 * 86_400;
export const SEALING_KEY_OVERLAP_SECONDS = 5 * 86_400;

/** Sizes a content may be padded to, so that its length tells only its class (bytes). */
export const SIZE_CLASSES = [4, 16, 64, 256, 1024, 4096].map((kibibytes) => kibibytes * 1024);
const LENGTH_BYTES = 4;

/** Whoever can open what was sealed to a member: a key file, or a device. */
export interface Opener {
  readonly kid: string;
  /** `sealed` is enc || ciphertext. */
  open(sealed: Uint8Array, aad: Uint8Array): Promise<Uint8Array>;
}

/** A sealing key as the directory publishes it. */
export interface SealingKey {
  readonly kid: string;
  readonly suite: string;
  readonly publicKey: Uint8Array;
}

export function sealingSuite(): CipherSuite {
  return new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
}
const suite = sealingSuite();

/** kid = SHA-256(suite name, 0x00, public key). */
export function sealingKeyId(suiteName: string, publicKey: Uint8Array): Digest {
  return digestOf(Buffer.concat([Buffer.from(`${suiteName}\0`, 'ascii'), publicKey]));
}

/**
 * Seals to a member's key: enc || ciphertext.
 *
 * @throws message.unknown-suite, message.unusable-sealing-key
 */
export async function seal(key: SealingKey, plaintext: Uint8Array, aad: Uint8Array): Promise<Uint8Array> {
  checkSuite(key.suite);
  checkKeyId(key);
  const publicKey = await importedKey(key);
  const options = { aad, info: Buffer.from(SEAL_INFO, 'ascii') };
  const { encapsulatedSecret, ciphertext } = await suite.Seal(publicKey, plaintext, options);
  return Buffer.concat([encapsulatedSecret, ciphertext]);
}

async function importedKey(key: SealingKey) {
  try {
    return await suite.DeserializePublicKey(key.publicKey);
  } catch (cause) {
    throw new CrexError('message.unusable-sealing-key', 'not a public key of the sealing suite', { cause });
  }
}

function checkKeyId({ kid, suite: name, publicKey }: SealingKey): void {
  if (sealingKeyId(name, publicKey) !== kid) {
    throw new CrexError('message.unusable-sealing-key', 'the kid of a sealing key is not that of its bytes');
  }
}

/** @throws message.unknown-suite */
export function checkSuite(name: string): void {
  if (name !== SUITE)
    throw new CrexError('message.unknown-suite', `the sealing suite is ${SUITE}; there is no negotiation`);
}

/** Bytes that a sealed content of this size class has on the wire. */
export function sealedBytesOf(sizeClass: number): number {
  return ENCAPSULATION_BYTES + sizeClass + TAG_BYTES;
}

/** @throws message.wrong-padding for a sealed content whose length is no size class */
export function checkSealedSize(sealed: Uint8Array): void {
  if (!SIZE_CLASSES.some((sizeClass) => sealedBytesOf(sizeClass) === sealed.byteLength)) {
    throw new CrexError('message.wrong-padding', 'the sealed content has none of the padded sizes');
  }
}

/**
 * Length (u32, big-endian), content, zeros up to the size class.
 *
 * @throws message.too-large
 */
export function pad(content: Uint8Array, smallestClass: number): Uint8Array {
  const size = SIZE_CLASSES.find((bytes) => bytes >= smallestClass && bytes >= content.byteLength + LENGTH_BYTES);
  if (size === undefined) {
    throw new CrexError('message.too-large', 'the content does not fit the largest size class (4096 KiB)');
  }
  const padded = Buffer.alloc(size);
  padded.writeUInt32BE(content.byteLength, 0);
  padded.set(content, LENGTH_BYTES);
  return padded;
}

/**
 * The content inside its padding; the padding carries nothing.
 *
 * @throws message.wrong-padding
 */
export function unpad(padded: Uint8Array): Uint8Array {
  const bytes = Buffer.from(padded.buffer, padded.byteOffset, padded.byteLength);
  const length = bytes.byteLength < LENGTH_BYTES ? -1 : bytes.readUInt32BE(0);
  const fits = length >= 0 && length <= bytes.byteLength - LENGTH_BYTES;
  if (!fits || bytes.subarray(LENGTH_BYTES + length).some((byte) => byte !== 0)) {
    throw new CrexError('message.wrong-padding', 'not a padded content: length, content, zeros');
  }
  return bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
}

/** 32 random bytes as they stand in `nonce` and `body.salt`. */
export function freshNonce(random: (bytes: Uint8Array) => Uint8Array): string {
  return toBase64url(random(new Uint8Array(32)));
}
