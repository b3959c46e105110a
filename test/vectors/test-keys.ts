import { createECDH, createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { digestOf, sealingKeyId, sealingSuite, SUITE, type Opener, type SealingKey, type Signer } from '#libs/protocol';

/**
 * TEST KEYS. Everybody can compute them: each is the SHA-256 of the words "CREX test key, known to everybody: " and a
 * label. They make the vectors repeatable and are good for nothing else.
 */
const PREFIX = 'CREX test key, known to everybody: ';

export type TestMember = 'AR' | 'BR' | 'BROKER';

export interface TestSigningKey extends Signer {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: {
    readonly kty: string;
    readonly crv: string;
    readonly x: string;
    readonly y: string;
    readonly d: string;
  };
  signNow(data: Uint8Array | string): Buffer;
}

export interface TestSealingKey extends SealingKey {
  readonly seed: Buffer;
  readonly opener: Opener;
}

/** An ES256 key; the certificate is a name only, no certificate stands behind it. */
export function signingKey(member: TestMember): TestSigningKey {
  const ecdh = createECDH('prime256v1');
  const d = secret(`${member} signing`);
  ecdh.setPrivateKey(d);
  const point = ecdh.getPublicKey();
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
    d: d.toString('base64url'),
  };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const signNow = (data: Uint8Array | string) =>
    sign('sha256', Buffer.from(data as string), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return {
    certificate: digestOf(`CREX test certificate of ${member}`),
    sign: (data) => Promise.resolve(signNow(data)),
    signNow,
    jwk,
    privateKey,
    publicKey: createPublicKey(privateKey),
  };
}

/** A sealing key; its 32-byte seed is the whole private key. */
export async function sealingKey(member: TestMember): Promise<TestSealingKey> {
  const suite = sealingSuite();
  const seed = secret(`${member} sealing`);
  const privateKey = await suite.DeserializePrivateKey(seed, true);
  const publicKey = publicKeyOf(seed);
  const kid = sealingKeyId(SUITE, publicKey);
  const opener: Opener = {
    kid,
    open: (sealed, aad) =>
      suite.Open(privateKey, sealed.subarray(0, 1120), sealed.subarray(1120), {
        aad,
        info: Buffer.from('crex-seal-v1'),
      }),
  };
  return { kid, suite: SUITE, publicKey, seed, opener };
}

function publicKeyOf(seed: Buffer): Buffer {
  const { ML_KEM, X25519 } = componentsOf(seed);
  return Buffer.concat([rawPublicKey(ML_KEM), rawPublicKey(X25519)]);
}

/** draft-irtf-cfrg-hybrid-kems: SHAKE256 of the seed gives the seed of ML-KEM-768 (64 bytes) and of X25519 (32). */
function componentsOf(seed: Buffer): { ML_KEM: KeyObject; X25519: KeyObject } {
  const expanded = createHash('shake256', { outputLength: 96 }).update(seed).digest();
  const pkcs8 = (prefix: string, raw: Buffer) =>
    createPrivateKey({ key: Buffer.concat([Buffer.from(prefix, 'hex'), raw]), format: 'der', type: 'pkcs8' });
  return {
    ML_KEM: pkcs8('3054020100300b060960864801650304040204428040', expanded.subarray(0, 64)),
    X25519: pkcs8('302e020100300506032b656e04220420', expanded.subarray(64)),
  };
}

function rawPublicKey(key: KeyObject): Buffer {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return spki.subarray(-(key.asymmetricKeyType === 'x25519' ? 32 : 1184));
}

function secret(label: string): Buffer {
  return createHash('sha256').update(`${PREFIX}${label}`).digest();
}
