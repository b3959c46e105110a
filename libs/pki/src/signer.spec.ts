import { generateKeyPairSync, verify } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import {
  createMemberKeys,
  fileSigner,
  generateEd25519KeyPair,
  generateP256KeyPair,
  metadataSigner,
  thumbprint,
} from '#libs/pki';
import type { MemberKeys } from '#libs/pki';
import { codeOf } from '../../../test/code-of.js';

const data = Buffer.from('what is signed');

describe('a file signer', () => {
  let keys: MemberKeys;

  beforeAll(async () => {
    keys = await createMemberKeys({ member: 'AR', env: 'test', organization: 'RNR', notBefore: 1e9, notAfter: 1.1e9 });
  });

  it('makes raw ES256 signatures and names its certificate by thumbprint', async () => {
    const signer = fileSigner(keys.signing.privateKey, keys.signing.certificate);
    expect(signer.certificate).toBe(thumbprint(keys.signing.certificate));
    const signatures = await Promise.all([1, 2, 3, 4].map(async () => await signer.sign(data)));
    for (const signature of signatures) {
      expect(signature).toHaveLength(64);
      expect(verify('sha256', data, { key: keys.signing.publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    }
  });

  it("refuses a key that is not the certificate's", () => {
    expect(codeOf(() => fileSigner(keys.tls.privateKey, keys.signing.certificate))).toBe(
      'pki.key-certificate-mismatch',
    );
  });

  it('refuses a certificate that is none', () => {
    expect(codeOf(() => fileSigner(keys.tls.privateKey, Buffer.from('no certificate')))).toBe(
      'pki.certificate-malformed',
    );
  });

  it('refuses a key on another curve, even with its own certificate', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const algorithm = { name: 'ECDSA', namedCurve: 'P-384' };
    const certificate = await X509CertificateGenerator.createSelfSigned({
      keys: {
        privateKey: pair.privateKey.toCryptoKey(algorithm, true, ['sign']),
        publicKey: pair.publicKey.toCryptoKey(algorithm, true, ['verify']),
      },
      notBefore: new Date(0),
      notAfter: new Date(1e12),
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-384' } as never,
    });
    expect(codeOf(() => fileSigner(pair.privateKey, new Uint8Array(certificate.rawData)))).toBe('pki.key-wrong-kind');
    expect(codeOf(() => fileSigner(keys.signing.publicKey, keys.signing.certificate))).toBe('pki.key-wrong-kind');
  });
});

describe('a metadata signer', () => {
  it('makes Ed25519 signatures and gives the raw public key', async () => {
    const pair = await generateEd25519KeyPair();
    const signer = metadataSigner(pair.privateKey);
    expect(signer.publicKey).toHaveLength(32);
    expect(Buffer.from(signer.publicKey).toString('base64url')).toBe(pair.publicKey.export({ format: 'jwk' }).x);
    expect(verify(null, data, pair.publicKey, await signer.sign(data))).toBe(true);
  });

  it('refuses any other key', async () => {
    const [p256, ed25519] = await Promise.all([generateP256KeyPair(), generateEd25519KeyPair()]);
    for (const key of [p256.privateKey, ed25519.publicKey]) {
      expect(codeOf(() => metadataSigner(key))).toBe('pki.key-wrong-kind');
    }
  });
});
