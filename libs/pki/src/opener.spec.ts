import {
  createDecipheriv, createHash, createHmac, createPrivateKey, createPublicKey, decapsulate, diffieHellman, type KeyObject,
} from 'node:crypto'; // prettier-ignore
import { readFileSync } from 'node:fs';
import { AEAD_AES_256_GCM, AEAD_ChaCha20Poly1305, CipherSuite, KDF_HKDF_SHA256, KEM_MLKEM768_X25519 } from 'hpke';
import fc from 'fast-check';
import { ENCAPSULATION_BYTES, SEAL_INFO, sealingKeyId, SUITE, type Opener } from '#libs/protocol';
import { generateSealingKeyPair, sealingOpener } from '#libs/pki';
import type { SealingKeyPair } from '#libs/pki';
import { codeOfAsync } from '../../../test/code-of.js';

const vector = JSON.parse(readFileSync(new URL('./hpke-pq-vector.json', import.meta.url), 'utf8')) as Record<
  | 'info'
  | 'ikmR'
  | 'skRm'
  | 'pkRm'
  | 'enc'
  | 'shared_secret'
  | 'key'
  | 'base_nonce'
  | 'exporter_secret'
  | 'aad'
  | 'ct'
  | 'pt',
  string
>;

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const sha256 = (data: Uint8Array): Buffer => createHash('sha256').update(data).digest();
const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

/**
 * A second implementation of HPKE base mode with MLKEM768-X25519 and HKDF-SHA256, on node:crypto alone.
 * @see draft-ietf-hpke-pq-05 section 4, draft-irtf-cfrg-concrete-hybrid-kems (MLKEM768-X25519), RFC 9180 section 5.1
 */
const second = {
  expand(seed: Uint8Array): { mlkem: KeyObject; x25519: KeyObject } {
    const full = createHash('shake256', { outputLength: 96 }).update(seed).digest();
    // PKCS#8 of an ML-KEM-768 seed (RFC 9935) and of an X25519 key (RFC 8410).
    const mlkem = Buffer.concat([bytes('3054020100300b060960864801650304040204428040'), full.subarray(0, 64)]);
    const x25519 = Buffer.concat([bytes('302e020100300506032b656e04220420'), full.subarray(64)]);
    const read = (key: Buffer): KeyObject => createPrivateKey({ key, format: 'der', type: 'pkcs8' });
    return { mlkem: read(mlkem), x25519: read(x25519) };
  },
  publicKey(seed: Uint8Array): Buffer {
    const { mlkem, x25519 } = second.expand(seed);
    const spki = (key: KeyObject): Buffer => createPublicKey(key).export({ format: 'der', type: 'spki' });
    return Buffer.concat([spki(mlkem).subarray(-1184), spki(x25519).subarray(-32)]);
  },
  decap(seed: Uint8Array, enc: Uint8Array): Buffer {
    const { mlkem, x25519 } = second.expand(seed);
    const share = enc.subarray(1088);
    const sharedPq = decapsulate(mlkem, enc.subarray(0, 1088));
    const peer = createPublicKey({
      key: Buffer.concat([bytes('302a300506032b656e032100'), share]), format: 'der', type: 'spki',
    }); // prettier-ignore
    const sharedT = diffieHellman({ privateKey: x25519, publicKey: peer });
    const ownShare = second.publicKey(seed).subarray(-32);
    return createHash('sha3-256')
      .update(Buffer.concat([sharedPq, sharedT, share, ownShare, Buffer.from('\\.//^\\', 'ascii')]))
      .digest();
  },
  schedule(shared: Uint8Array, info: Uint8Array, aeadId: number): { key: Buffer; nonce: Buffer; exporter: Buffer } {
    const suiteId = Buffer.concat([Buffer.from('HPKE'), u16(0x647a), u16(1), u16(aeadId)]);
    const hmac = (key: Uint8Array, data: Uint8Array): Buffer => createHmac('sha256', key).update(data).digest();
    const extract = (salt: Uint8Array, label: string, ikm: Uint8Array): Buffer =>
      hmac(salt, Buffer.concat([Buffer.from('HPKE-v1'), suiteId, Buffer.from(label), ikm]));
    const none = Buffer.alloc(0);
    const context = Buffer.concat([
      u16(0).subarray(1),
      extract(none, 'psk_id_hash', none),
      extract(none, 'info_hash', info),
    ]);
    const secret = extract(shared, 'secret', none);
    // No output is longer than one hash block, so HKDF-Expand is its first round.
    const expand = (label: string, length: number): Buffer => {
      const labeled = Buffer.concat([u16(length), Buffer.from('HPKE-v1'), suiteId, Buffer.from(label), context]);
      return hmac(secret, Buffer.concat([labeled, Uint8Array.of(1)])).subarray(0, length);
    };
    return { key: expand('key', 32), nonce: expand('base_nonce', 12), exporter: expand('exp', 32) };
  },
  open(seed: Uint8Array, sealed: Uint8Array, aad: Uint8Array, info: Uint8Array, aeadId: 2 | 3): Buffer {
    const { key, nonce } = second.schedule(second.decap(seed, sealed.subarray(0, 1120)), info, aeadId);
    const decipher =
      aeadId === 2
        ? createDecipheriv('aes-256-gcm', key, nonce)
        : createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
    decipher.setAAD(aad, { plaintextLength: sealed.length - 1136 });
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(1120, -16)), decipher.final()]);
  },
};

async function seal(
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
  info = Buffer.from(SEAL_INFO),
): Promise<Buffer> {
  const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
  const sealed = await suite.Seal(await suite.DeserializePublicKey(publicKey), plaintext, { aad, info });
  return Buffer.concat([sealed.encapsulatedSecret, sealed.ciphertext]);
}

const PERIOD = { notBefore: 1_795_000_000, notAfter: 1_798_000_000 };

describe('an opener', () => {
  const plaintext = Buffer.from('sealed content');
  const aad = Buffer.from('{"slip":"fields"}');
  let pair: SealingKeyPair;
  let opener: Opener;
  let sealed: Buffer;

  beforeAll(async () => {
    pair = await generateSealingKeyPair(PERIOD);
    opener = await sealingOpener(pair);
    sealed = await seal(pair.publicKey, plaintext, aad);
  });

  it('opens what was sealed to its key', async () => {
    expect(sealed).toHaveLength(ENCAPSULATION_BYTES + plaintext.length + 16);
    expect(Buffer.from(await opener.open(sealed, aad)).equals(plaintext)).toBe(true);
  });

  it('has as kid the digest of suite name, zero byte and public key', () => {
    const named = Buffer.concat([Buffer.from(SUITE), Uint8Array.of(0), pair.publicKey]);
    expect(opener.kid).toBe(sha256(named).toString('base64url'));
    expect(sealingKeyId(SUITE, pair.publicKey)).toBe(opener.kid);
  });

  it('refuses another aad, another info and another key', async () => {
    const other = await generateSealingKeyPair(PERIOD);
    expect(await codeOfAsync(opener.open(sealed, Buffer.from('{}')))).toBe('pki.unsealable');
    const otherInfo = await seal(pair.publicKey, plaintext, aad, Buffer.from('crex-seal-v2'));
    expect(await codeOfAsync(opener.open(otherInfo, aad))).toBe('pki.unsealable');
    expect(await codeOfAsync(opener.open(await seal(other.publicKey, plaintext, aad), aad))).toBe('pki.unsealable');
  });

  it('refuses every changed, cut or invented message with its own error', async () => {
    const changed = fc.oneof(
      fc.nat(sealed.length - 1).map((at) => Buffer.from(sealed.map((byte, index) => (index === at ? byte ^ 1 : byte)))),
      fc.nat(sealed.length - 1).map((length) => sealed.subarray(0, length)),
      fc.uint8Array({ maxLength: 1200 }),
    );
    await fc.assert(
      fc.asyncProperty(changed, async (input) => {
        expect(await codeOfAsync(opener.open(input, aad))).toBe('pki.unsealable');
      }),
      { numRuns: 60 },
    );
  });

  it('is not made of two halves that do not belong together, or of no keys at all', async () => {
    const other = await generateSealingKeyPair(PERIOD);
    const mixed = { ...pair, publicKey: other.publicKey, kid: other.kid };
    expect(await codeOfAsync(sealingOpener(mixed))).toBe('pki.key-inconsistent');
    expect(await codeOfAsync(sealingOpener({ ...pair, privateKey: new Uint8Array(31) }))).toBe('pki.key-inconsistent');
  });

  it('agrees with a second implementation on node:crypto alone', () => {
    expect(second.publicKey(pair.privateKey).equals(pair.publicKey)).toBe(true);
    expect(second.open(pair.privateKey, sealed, aad, Buffer.from(SEAL_INFO), 2).equals(plaintext)).toBe(true);
  });
});

describe("the HPKE draft's published vector", () => {
  const { skRm, enc, info, ct, aad, pt } = vector;
  const sealed = bytes(enc + ct);

  it('comes out of the second implementation, step by step', () => {
    expect(second.publicKey(bytes(skRm)).toString('hex')).toBe(vector.pkRm);
    const shared = second.decap(bytes(skRm), bytes(enc));
    expect(shared.toString('hex')).toBe(vector.shared_secret);
    const { key, nonce, exporter } = second.schedule(shared, bytes(info), 3);
    expect(key.toString('hex')).toBe(vector.key);
    expect(nonce.toString('hex')).toBe(vector.base_nonce);
    expect(exporter.toString('hex')).toBe(vector.exporter_secret);
    expect(second.open(bytes(skRm), sealed, bytes(aad), bytes(info), 3).toString('hex')).toBe(pt);
  });

  it('comes out of the hpke package', async () => {
    const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_ChaCha20Poly1305);
    const pair = await suite.DeriveKeyPair(bytes(vector.ikmR), true);
    expect(Buffer.from(await suite.SerializePrivateKey(pair.privateKey)).toString('hex')).toBe(skRm);
    const opened = await suite.Open(pair, bytes(enc), bytes(ct), { aad: bytes(aad), info: bytes(info) });
    expect(Buffer.from(opened).toString('hex')).toBe(pt);
  });
});
