import { createPrivateKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import {
  ChallengePasswordAttribute,
  ExtensionsAttribute,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  type Attribute,
} from '@peculiar/x509';
import fc from 'fast-check';
import {
  certificateFacts,
  createCertificateAuthority,
  createCsr,
  createMemberKeys,
  generateP256KeyPair,
  issueCertificate,
  verifyChain,
} from '#libs/pki';
import type { IssueRequest, KeyPair, MemberKeys } from '#libs/pki';
import type { PartnerId } from '#libs/protocol';
import { parseIdentityUri } from './certificate-profile.js';
import { codeOfAsync } from '../../../test/code-of.js';

const NOT_BEFORE = 1_800_000_000;
const NOT_AFTER = NOT_BEFORE + 90 * 86_400;
const AR_SUBJECT = [{ C: ['AR'] }, { O: ['RNR'] }, { CN: ['AR signing'] }];

async function forgedCsr(
  pair: { privateKey: KeyObject; publicKey: KeyObject },
  changes: { subject?: Record<string, string[]>[]; namedCurve?: string; hash?: string; attributes?: Attribute[] } = {},
): Promise<Uint8Array> {
  const algorithm = { name: 'ECDSA', namedCurve: changes.namedCurve ?? 'P-256' };
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: changes.subject ?? AR_SUBJECT,
    keys: {
      privateKey: pair.privateKey.toCryptoKey(algorithm, true, ['sign']),
      publicKey: pair.publicKey.toCryptoKey(algorithm, true, ['verify']),
    },
    signingAlgorithm: { name: 'ECDSA', hash: changes.hash ?? 'SHA-256' } as never,
    attributes: changes.attributes ?? [],
  });
  return new Uint8Array(csr.rawData);
}

describe('a CA', () => {
  let ar: MemberKeys;
  let br: MemberKeys;
  let pair: KeyPair;
  let request: IssueRequest;

  beforeAll(async () => {
    const of = { env: 'test', notBefore: NOT_BEFORE, notAfter: NOT_AFTER } as const;
    [ar, br, pair] = await Promise.all([
      createMemberKeys({ ...of, member: 'AR', organization: 'RNR' }),
      createMemberKeys({ ...of, member: 'BR', organization: 'PF' }),
      generateP256KeyPair(),
    ]);
    const csr = await createCsr(pair, { member: 'AR', organization: 'RNR', commonName: 'AR signing' });
    request = { ...of, ca: ar.ca, csr, role: 'signing', member: 'AR' };
  });

  it('certifies the key of a request for exactly the role and period asked', async () => {
    const der = await issueCertificate(request);
    const facts = certificateFacts(der);
    expect(facts).toMatchObject({
      member: 'AR',
      env: 'test',
      role: 'signing',
      notBefore: NOT_BEFORE,
      notAfter: NOT_AFTER,
    });
    expect(facts.publicKey.equals(pair.publicKey)).toBe(true);
  });

  it('writes names and addresses into TLS certificates', async () => {
    const der = await issueCertificate({
      ...request,
      role: 'tls',
      dnsNames: ['node.ar.example'],
      ipAddresses: ['127.0.0.1', '::1'],
    });
    expect(new X509Certificate(der).subjectAltName).toBe(
      'URI:urn:crex:test:ar:tls, DNS:node.ar.example, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
  });

  it('gives each certificate a new serial of 20 octets', async () => {
    const serials = await Promise.all(
      Array.from({ length: 20 }, async () => certificateFacts(await issueCertificate(request)).serial),
    );
    expect(new Set(serials).size).toBe(20);
    expect(serials.every((serial) => /^[4-7][0-9a-f]{39}$/.test(serial))).toBe(true);
  });

  it('lives ten years unless told otherwise', async () => {
    const owner = { env: 'test', member: 'AR', organization: 'RNR', commonName: 'CA', notBefore: NOT_BEFORE } as const;
    const ten = await createCertificateAuthority(pair, owner);
    expect(certificateFacts(ten.certificate).notAfter).toBe(NOT_BEFORE + 3650 * 86_400);
    const one = await createCertificateAuthority(pair, { ...owner, notAfter: NOT_BEFORE + 1 });
    expect(certificateFacts(one.certificate).notAfter).toBe(NOT_BEFORE + 1);
    expect(await codeOfAsync(createCertificateAuthority(pair, { ...owner, notAfter: NOT_BEFORE }))).toBe(
      'pki.wrong-period',
    );
  });

  it('writes dates from 2050 on as well', async () => {
    const notAfter = Date.UTC(2061, 0, 1) / 1000;
    const owner = { env: 'test', member: 'AR', organization: 'RNR', commonName: 'CA', notBefore: NOT_BEFORE } as const;
    const late = await createCertificateAuthority(pair, { ...owner, notAfter });
    expect(certificateFacts(late.certificate).notAfter).toBe(notAfter);
    expect(new X509Certificate(late.certificate).validTo).toContain('2061');
  });

  it('refuses to certify for another member or environment', async () => {
    expect(await codeOfAsync(issueCertificate({ ...request, member: 'BR' }))).toBe('pki.wrong-member');
    expect(await codeOfAsync(issueCertificate({ ...request, env: 'production' }))).toBe('pki.wrong-environment');
  });

  it('refuses to sign with a key that is not its own', async () => {
    const ca = { certificate: ar.ca.certificate, privateKey: br.ca.privateKey };
    expect(await codeOfAsync(issueCertificate({ ...request, ca }))).toBe('pki.key-certificate-mismatch');
  });

  it('refuses a request that its key has not signed', async () => {
    const csr = Uint8Array.from(request.csr);
    csr[csr.length - 1] = (csr.at(-1) ?? 0) ^ 1;
    expect(await codeOfAsync(issueCertificate({ ...request, csr }))).toBe('pki.csr-bad-signature');
  });

  it('refuses a request signed with another hash', async () => {
    const csr = await forgedCsr(pair, { hash: 'SHA-384' });
    expect(await codeOfAsync(issueCertificate({ ...request, csr }))).toBe('pki.csr-wrong-algorithm');
  });

  it('refuses a request in which any byte is changed', async () => {
    for (const flip of [0x01, 0x20, 0x80, 0x81]) {
      for (const at of request.csr.keys()) {
        const csr = Uint8Array.from(request.csr, (byte, index) => (index === at ? byte ^ flip : byte));
        const code = await codeOfAsync(issueCertificate({ ...request, csr }));
        expect(`byte ${at}: ${code}`).toMatch(/: pki\.csr-/);
      }
    }
  });

  it('refuses a request for a key on another curve', async () => {
    const csr = await forgedCsr(generateKeyPairSync('ec', { namedCurve: 'P-384' }), { namedCurve: 'P-384' });
    expect(await codeOfAsync(issueCertificate({ ...request, csr }))).toBe('pki.csr-weak-key');
  });

  it('refuses a request for its own key', async () => {
    const csr = await createCsr(ar.ca, { member: 'AR', organization: 'RNR', commonName: 'AR signing' });
    expect(await codeOfAsync(issueCertificate({ ...request, csr }))).toBe('pki.csr-key-reused');
  });

  it('refuses a request of another country, or with more or less than C, O and CN', async () => {
    for (const subject of [
      [{ C: ['BR'] }, { O: ['RNR'] }, { CN: ['x'] }],
      [{ O: ['RNR'] }, { CN: ['x'] }],
      [{ C: ['AR'] }, { O: ['RNR'] }],
      [{ C: ['AR'] }, { CN: ['x'] }],
      [...AR_SUBJECT, { OU: ['x'] }],
      [...AR_SUBJECT, { CN: ['y'] }],
      [{ C: ['AR'] }, { O: ['RNR'] }, { CN: ['line\nbreak'] }],
      [{ C: ['AR'] }, { O: ['RNR'] }, { CN: ['x'.repeat(65)] }],
    ] as Record<string, string[]>[][]) {
      const csr = await forgedCsr(pair, { subject });
      expect(await codeOfAsync(issueCertificate({ ...request, csr }))).toBe('pki.csr-wrong-subject');
    }
    expect(await codeOfAsync(createCsr(pair, { member: 'AR', organization: '', commonName: 'x' }))).toBe(
      'pki.csr-wrong-subject',
    );
  });

  it('refuses a request that asks for extensions or brings attributes', async () => {
    const san = new SubjectAlternativeNameExtension([{ type: 'url', value: 'urn:crex:test:br:signing' }]);
    for (const attribute of [new ExtensionsAttribute([san]), new ChallengePasswordAttribute('x')]) {
      const csr = await forgedCsr(pair, { attributes: [attribute] });
      expect(await codeOfAsync(issueCertificate({ ...request, csr }))).toBe('pki.csr-asks-extensions');
    }
  });

  it('refuses host names on anything but TLS certificates', async () => {
    expect(await codeOfAsync(issueCertificate({ ...request, dnsNames: ['ar.example'] }))).toBe('pki.names-not-allowed');
    expect(await codeOfAsync(issueCertificate({ ...request, ipAddresses: ['127.0.0.1'] }))).toBe(
      'pki.names-not-allowed',
    );
  });

  it('certifies for a partner organisation what it connects with, and nothing that signs', async () => {
    const member = 'INTERPOL' as PartnerId;
    const subject = { member, organization: 'Partner', commonName: 'INTERPOL CREX' };
    const of = { env: 'test', notBefore: NOT_BEFORE, notAfter: NOT_AFTER, member } as const;
    const caPair = await generateP256KeyPair();
    const ca = await createCertificateAuthority(caPair, { ...of, ...subject });
    const own = { ...of, ca, csr: await createCsr(pair, subject) };
    const der = await issueCertificate({ ...own, role: 'tls' });
    const caCertificates = [ca.certificate];
    const expected = { env: 'test', role: 'tls', atMs: NOT_BEFORE * 1000, caCertificates } as const;
    expect(verifyChain(der, { ...expected, member }).member).toBe('INTERPOL');
    expect(new X509Certificate(der).subject).toBe('O=Partner\nCN=INTERPOL CREX');
    expect(await codeOfAsync(() => verifyChain(der, { ...expected, member: 'AR' }))).toBe('pki.wrong-member');
    for (const role of ['signing', 'extract-seal'] as const) {
      expect(await codeOfAsync(() => issueCertificate({ ...own, role }))).toBe('pki.wrong-role');
    }
    for (const role of ['signing', 'extract-seal'] as const) {
      expect(parseIdentityUri(`urn:crex:test:interpol:${role}`)).toBeUndefined();
    }
    expect(parseIdentityUri('urn:crex:test:interpol:tls')).toEqual({ env: 'test', member, role: 'tls' });
  });

  it('refuses a period that is none, or longer than its own', async () => {
    for (const period of [
      { notAfter: NOT_BEFORE },
      { notAfter: NaN },
      { notBefore: NOT_BEFORE + 0.5 },
      { notBefore: NOT_BEFORE - 1 },
      { notAfter: NOT_BEFORE + 3651 * 86_400 },
    ]) {
      expect(await codeOfAsync(issueCertificate({ ...request, ...period }))).toBe('pki.wrong-period');
    }
  });

  it('refuses a request of more than 8 KiB', async () => {
    const csr = await forgedCsr(pair, { attributes: [new ChallengePasswordAttribute('x'.repeat(9000))] });
    expect(await codeOfAsync(issueCertificate({ ...request, csr }))).toBe('pki.csr-malformed');
  });

  it('never throws anything but its own error on a hostile request', async () => {
    const good = request.csr;
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.constant(Buffer.concat([good, Uint8Array.of(0)])),
      fc.nat(good.length - 1).map((length) => good.subarray(0, length)),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (csr) => {
        expect(await codeOfAsync(issueCertificate({ ...request, csr }))).toMatch(/^pki\.csr-/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the keys of a member', () => {
  it('are all different', async () => {
    const keys = await createMemberKeys({
      member: 'SR', env: 'demo', organization: 'KPS', notBefore: NOT_BEFORE, notAfter: NOT_AFTER,
    }); // prettier-ignore
    const { sealing, ...pairs } = keys;
    const all = Object.values(pairs).map(({ publicKey }) =>
      publicKey.export({ format: 'der', type: 'spki' }).toString('hex'),
    );
    expect(new Set(all).size).toBe(8);
    expect(sealing.publicKey).toHaveLength(1216);
    for (const { privateKey, publicKey } of Object.values(pairs)) {
      expect(createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })).equals(privateKey)).toBe(true);
      expect(publicKey.type).toBe('public');
    }
  });
});
