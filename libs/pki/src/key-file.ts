import { createPrivateKey, createPublicKey } from 'node:crypto';
import { FlattenedEncrypt, flattenedDecrypt, type FlattenedJWE } from 'jose';
import { SEALING_PUBLIC_KEY_BYTES, sealingKeyId, SUITE, type Environment, type ListedId } from '#libs/protocol';
import { pkiError } from './error.js';
import {
  checkKeyKind,
  type KeyOfRole,
  type KeyPair,
  type KeyRole,
  type SealingKeyPair,
  type SealingPeriod,
} from './key.js';

const TYPE = 'crex-key+jwe';
const KEY_ALGORITHM = 'PBES2-HS512+A256KW';
const CONTENT_ALGORITHM = 'A256GCM';
/**
 * PBKDF2-HMAC-SHA-512 rounds (OWASP Password Storage Cheat Sheet); a file with any other number is not ours. Outside of
 * production as few as RFC 7518 section 4.8.1.2 allows: there the passphrase is random and lies beside its keys.
 */
const ROUNDS: Readonly<Record<Environment, number>> = { production: 210_000, test: 1_000, demo: 1_000 };
const MIN_PASSPHRASE_CHARACTERS = 12;
const MAX_FILE_CHARACTERS = 16_384;

/** Whose key it is and what for. An office's key names the office (`secretariat`), all others their member. */
export interface KeyOwner<R extends KeyRole = KeyRole> {
  readonly role: R;
  readonly env: Environment;
  readonly member: R extends 'office' ? string : ListedId;
}

interface KeyFileHeader {
  readonly typ: string;
  readonly role: string;
  readonly env: string;
  readonly member: string;
  readonly p2c: number;
}

/**
 * Encrypts a key for storage: a flattened JWE (JSON text) of the key as JWK; role, environment and member stand in
 * the protected header, readable without the passphrase and not changeable.
 * @throws pki.key-wrong-kind pki.weak-passphrase
 * @see RFC 7516 section 7.2.2, RFC 7518 section 4.8
 */
export async function encryptKeyFile<R extends KeyRole>(
  key: KeyOfRole<R>,
  owner: KeyOwner<R>,
  passphrase: string,
): Promise<string> {
  checkKeyKind(owner.role, key);
  checkPassphrase(passphrase);
  const jwe = await new FlattenedEncrypt(Buffer.from(JSON.stringify(toJwk(key)), 'utf8'))
    .setProtectedHeader({ typ: TYPE, ...ownerHeader(owner), alg: KEY_ALGORITHM, enc: CONTENT_ALGORITHM })
    .setKeyManagementParameters({ p2c: roundsOf(owner.env) })
    .encrypt(passphraseBytes(passphrase));
  return `${JSON.stringify(jwe, undefined, 2)}\n`;
}

/**
 * Decrypts a key file and refuses a key that is for another role, environment or member.
 * @throws pki.key-unreadable (no key file, or the wrong passphrase) pki.key-wrong-role pki.key-wrong-environment
 * pki.key-wrong-member pki.key-wrong-kind
 */
export async function decryptKeyFile<R extends KeyRole>(
  text: string,
  expected: KeyOwner<R>,
  passphrase: string,
): Promise<KeyOfRole<R>> {
  checkSize(text);
  const { jwe, header } = parseKeyFile(text);
  checkType(header);
  checkRounds(header);
  checkRole(header, expected);
  checkEnvironment(header, expected);
  checkMember(header, expected);
  const key = fromJwk(await decrypt(jwe, passphrase, roundsOf(expected.env)));
  checkKeyKind(expected.role, key);
  return key as KeyOfRole<R>;
}

/** An environment that we do not know has those of production: checkEnvironment refuses it. */
function roundsOf(env: string): number {
  return env === 'test' || env === 'demo' ? ROUNDS[env] : ROUNDS.production;
}

function ownerHeader(owner: KeyOwner): { role: string; env: string; member: string } {
  return { role: owner.role, env: owner.env, member: owner.member };
}

function parseKeyFile(text: string): { jwe: FlattenedJWE; header: KeyFileHeader } {
  try {
    const { protected: encoded, encrypted_key, iv, ciphertext, tag } = JSON.parse(text) as Record<string, string>;
    const header = JSON.parse(Buffer.from(encoded as string, 'base64url').toString('utf8')) as KeyFileHeader | null;
    // Only these members are handed on: an unprotected header could not be trusted.
    const jwe = { protected: encoded, encrypted_key, iv, ciphertext, tag } as FlattenedJWE;
    return { jwe, header: Object(header) as KeyFileHeader };
  } catch (cause) {
    throw unreadable(cause);
  }
}

async function decrypt(jwe: FlattenedJWE, passphrase: string, rounds: number): Promise<unknown> {
  try {
    const { plaintext } = await flattenedDecrypt(jwe, passphraseBytes(passphrase), {
      keyManagementAlgorithms: [KEY_ALGORITHM],
      contentEncryptionAlgorithms: [CONTENT_ALGORITHM],
      maxPBES2Count: rounds,
    });
    return JSON.parse(Buffer.from(plaintext).toString('utf8')) as unknown;
  } catch (cause) {
    throw unreadable(cause);
  }
}

function checkPassphrase(passphrase: string): void {
  if (passphrase.length < MIN_PASSPHRASE_CHARACTERS) {
    throw pkiError('pki.weak-passphrase', `a passphrase has at least ${MIN_PASSPHRASE_CHARACTERS} characters`);
  }
}

function checkSize(text: string): void {
  if (text.length > MAX_FILE_CHARACTERS) {
    throw unreadable();
  }
}

function checkType(header: KeyFileHeader): void {
  if (header.typ !== TYPE) {
    throw unreadable();
  }
}

function checkRounds(header: KeyFileHeader): void {
  if (header.p2c !== roundsOf(header.env)) {
    throw unreadable();
  }
}

function checkRole(header: KeyFileHeader, expected: KeyOwner): void {
  if (header.role !== expected.role) {
    throw pkiError('pki.key-wrong-role', `the key file is not for the role ${expected.role}`);
  }
}

function checkEnvironment(header: KeyFileHeader, expected: KeyOwner): void {
  if (header.env !== expected.env) {
    throw pkiError('pki.key-wrong-environment', `the key file is not for the environment ${expected.env}`);
  }
}

function checkMember(header: KeyFileHeader, expected: KeyOwner): void {
  if (header.member !== expected.member) {
    throw pkiError('pki.key-wrong-member', `the key file is not for ${expected.member}`);
  }
}

function toJwk(key: KeyPair | SealingKeyPair): object {
  if (!('kid' in key)) {
    return key.privateKey.export({ format: 'jwk' });
  }
  // Key type AKP (algorithm key pair): `priv` is the seed. `nbf` and `exp` as OpenID Federation 1.0 gives them to a JWK.
  const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  const period = { nbf: key.notBefore, exp: key.notAfter };
  return { kty: 'AKP', alg: SUITE, pub: encode(key.publicKey), priv: encode(key.privateKey), ...period };
}

function fromJwk(jwk: unknown): KeyPair | SealingKeyPair {
  const fields = Object(jwk) as Record<string, string>;
  if (fields['kty'] !== 'AKP') {
    try {
      const privateKey = createPrivateKey({ key: fields, format: 'jwk' });
      return { privateKey, publicKey: createPublicKey(privateKey) };
    } catch (cause) {
      throw unreadable(cause);
    }
  }
  const publicKey = Buffer.from(String(fields['pub']), 'base64url');
  const privateKey = Buffer.from(String(fields['priv']), 'base64url');
  if (fields['alg'] !== SUITE || publicKey.length !== SEALING_PUBLIC_KEY_BYTES || privateKey.length !== 32) {
    throw unreadable();
  }
  return { kid: sealingKeyId(SUITE, publicKey), privateKey, publicKey, ...periodOf(jwk) };
}

function periodOf(jwk: unknown): SealingPeriod {
  const { nbf: notBefore, exp: notAfter } = jwk as { nbf: number; exp: number };
  if (!Number.isSafeInteger(notBefore) || !Number.isSafeInteger(notAfter) || notBefore >= notAfter) {
    throw unreadable();
  }
  return { notBefore, notAfter };
}

/** People type the same accented passphrase on different keyboards (RFC 8265 section 4.2: NFC). */
function passphraseBytes(passphrase: string): Uint8Array {
  return Buffer.from(passphrase.normalize('NFC'), 'utf8');
}

function unreadable(cause?: unknown): Error {
  return pkiError('pki.key-unreadable', 'not a key file, or not its passphrase', {
    nextStep: 'check the file and the passphrase',
    cause,
  });
}
