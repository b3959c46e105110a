import { generateKeyPair as generate, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { sealingKeyId, sealingSuite, SUITE } from '#libs/protocol';
import { pkiError } from './error.js';
import { isP256 } from './p256.js';

/**
 * What a key may be used for. A key serves one role only; `office` is a governing office's root or targets key,
 * `directory-snapshot` and `directory-timestamp` are the publisher's (the broker's).
 */
export type KeyRole =
  | 'ca'
  | 'tls'
  | 'signing'
  | 'extract-seal'
  | 'sealing'
  | 'log'
  | 'witness'
  | 'directory-offline'
  | 'directory-online'
  | 'directory-snapshot'
  | 'directory-timestamp'
  | 'office';

/** A P-256 or Ed25519 key pair. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** From when until when senders may seal to a key (seconds since 1970). */
export interface SealingPeriod {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** A sealing key pair as raw bytes: the 32-byte KEM seed and the 1216-byte public key it expands to. */
export interface SealingKeyPair extends SealingPeriod {
  readonly kid: string;
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** The key that a role has: raw sealing keys for `sealing`, node:crypto keys for all others. */
export type KeyOfRole<R extends KeyRole> = R extends 'sealing' ? SealingKeyPair : KeyPair;

export type KeyKind = 'P-256' | 'Ed25519' | 'sealing';

const KIND_OF_ROLE: Record<KeyRole, KeyKind> = {
  ca: 'P-256',
  tls: 'P-256',
  signing: 'P-256',
  'extract-seal': 'P-256',
  sealing: 'sealing',
  log: 'Ed25519',
  witness: 'Ed25519',
  'directory-offline': 'Ed25519',
  'directory-online': 'Ed25519',
  'directory-snapshot': 'Ed25519',
  'directory-timestamp': 'Ed25519',
  office: 'Ed25519',
};

const generateNodeKeyPair = promisify(generate);

/** Makes a key pair for ES256 (roles `ca`, `tls`, `signing`, `extract-seal`). */
export async function generateP256KeyPair(): Promise<KeyPair> {
  return await generateNodeKeyPair('ec', { namedCurve: 'P-256' });
}

/** Makes an Ed25519 key pair (roles `log`, `witness`, `office` and those that start with `directory-`). */
export async function generateEd25519KeyPair(): Promise<KeyPair> {
  return await generateNodeKeyPair('ed25519');
}

/** Makes a sealing key pair (role `sealing`). */
export async function generateSealingKeyPair({ notBefore, notAfter }: SealingPeriod): Promise<SealingKeyPair> {
  const suite = sealingSuite();
  const pair = await suite.GenerateKeyPair(true);
  const [privateKey, publicKey] = await Promise.all([
    suite.SerializePrivateKey(pair.privateKey),
    suite.SerializePublicKey(pair.publicKey),
  ]);
  return { kid: sealingKeyId(SUITE, publicKey), privateKey, publicKey, notBefore, notAfter };
}

/** @throws pki.key-wrong-kind when the role does not use this kind of key */
export function checkKeyKind(role: KeyRole, key: KeyPair | SealingKeyPair): void {
  if (kindOf(key) !== KIND_OF_ROLE[role]) {
    throw pkiError('pki.key-wrong-kind', `the role ${role} uses a ${KIND_OF_ROLE[role]} key`);
  }
}

function kindOf(key: KeyPair | SealingKeyPair): KeyKind | undefined {
  if ('kid' in key) {
    return 'sealing';
  }
  if (isP256(key.privateKey)) {
    return 'P-256';
  }
  return key.privateKey.asymmetricKeyType === 'ed25519' ? 'Ed25519' : undefined;
}
