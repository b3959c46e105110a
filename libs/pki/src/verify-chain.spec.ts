import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type JsonGeneralNames,
} from '@peculiar/x509';
import fc from 'fast-check';
import { certificateFacts, createMemberKeys, thumbprint, verifyChain } from '#libs/pki';
import type { ExpectedCertificate, MemberKeys } from '#libs/pki';
import { codeOf } from '../../../test/code-of.js';

const NOT_BEFORE = 1_800_000_000;
const NOT_AFTER = NOT_BEFORE + 90 * 86_400;
const AT_MS = (NOT_BEFORE + 86_400) * 1000;
const NAME_CONSTRAINTS_AR = Buffer.from('3015a0133011a40f300d310b3009060355040613024152', 'hex');

/** What a forger may change; the defaults are AR's good signing certificate. `undefined` leaves the extension out. */
interface Forged {
  keys: { privateKey: KeyObject; publicKey: KeyObject };
  issuerKeys: { privateKey: KeyObject; publicKey: KeyObject };
  hash: string;
  subject: Record<string, string[]>[];
  issuer: Record<string, string[]>[];
  notBefore: number;
  notAfter: number;
  names: JsonGeneralNames;
  basicConstraints: BasicConstraintsExtension | undefined;
  keyUsage: number | undefined;
  extendedKeyUsage: string[] | undefined;
  subjectKeyId: boolean;
  authorityKeyId: boolean;
  more: Extension[];
}

const AR_SUBJECT = [{ C: ['AR'] }, { O: ['RNR'] }, { CN: ['AR signing'] }];
const AR_CA_NAME = [{ C: ['AR'] }, { O: ['RNR'] }, { CN: ['AR CREX CA'] }];
const uri = (value: string): JsonGeneralNames[number] => ({ type: 'url', value });

async function forge(forged: Forged): Promise<Uint8Array> {
  const curve = forged.keys.publicKey.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'P-384' : 'P-256';
  const issuerCurve = forged.issuerKeys.publicKey.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'P-384' : 'P-256';
  const crypto = (key: KeyObject, namedCurve: string, use: 'sign' | 'verify') =>
    key.toCryptoKey({ name: 'ECDSA', namedCurve }, true, [use]);
  const publicKey = crypto(forged.keys.publicKey, curve, 'verify');
  const certificate = await X509CertificateGenerator.create({
    serialNumber: randomBytes(16).toString('hex'),
    subject: forged.subject,
    issuer: forged.issuer,
    notBefore: new Date(forged.notBefore * 1000),
    notAfter: new Date(forged.notAfter * 1000),
    publicKey,
    signingKey: crypto(forged.issuerKeys.privateKey, issuerCurve, 'sign'),
    signingAlgorithm: { name: 'ECDSA', hash: forged.hash } as never,
    extensions: [
      ...(forged.basicConstraints ? [forged.basicConstraints] : []),
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- several flags in one number
      ...(forged.keyUsage === undefined ? [] : [new KeyUsagesExtension(forged.keyUsage, true)]),
      ...(forged.extendedKeyUsage ? [new ExtendedKeyUsageExtension(forged.extendedKeyUsage)] : []),
      ...(forged.names.length > 0 ? [new SubjectAlternativeNameExtension(forged.names)] : []),
      ...(forged.subjectKeyId ? [await SubjectKeyIdentifierExtension.create(publicKey)] : []),
      ...(forged.authorityKeyId
        ? [await AuthorityKeyIdentifierExtension.create(crypto(forged.issuerKeys.publicKey, issuerCurve, 'verify'))]
        : []),
      ...forged.more,
    ],
  });
  return new Uint8Array(certificate.rawData);
}

describe('verifying a chain', () => {
  let ar: MemberKeys;
  let br: MemberKeys;
  let broker: MemberKeys;
  let expected: ExpectedCertificate;

  beforeAll(async () => {
    const of = { env: 'test', notBefore: NOT_BEFORE, notAfter: NOT_AFTER } as const;
    [ar, br, broker] = await Promise.all([
      createMemberKeys({
        ...of,
        member: 'AR',
        organization: 'RNR',
        dnsNames: ['ar.example'],
        ipAddresses: ['127.0.0.1'],
      }),
      createMemberKeys({ ...of, member: 'BR', organization: 'Polícia Federal' }),
      createMemberKeys({ ...of, member: 'BROKER', organization: 'Secretariat' }),
    ]);
    expected = { env: 'test', member: 'AR', role: 'signing', atMs: AT_MS, caCertificates: [ar.ca.certificate] };
  });

  async function leaf(changes: Partial<Forged> = {}): Promise<Uint8Array> {
    return await forge({
      keys: ar.signing,
      issuerKeys: ar.ca,
      hash: 'SHA-256',
      subject: AR_SUBJECT,
      issuer: AR_CA_NAME,
      notBefore: NOT_BEFORE,
      notAfter: NOT_AFTER,
      names: [uri('urn:crex:test:ar:signing')],
      basicConstraints: new BasicConstraintsExtension(false, undefined, true),
      keyUsage: 1,
      extendedKeyUsage: undefined,
      subjectKeyId: true,
      authorityKeyId: true,
      more: [],
      ...changes,
    });
  }

  async function authority(changes: Partial<Forged> = {}): Promise<Uint8Array> {
    return await leaf({
      keys: ar.ca,
      subject: AR_CA_NAME,
      names: [uri('urn:crex:test:ar:ca')],
      basicConstraints: new BasicConstraintsExtension(true, 0, true),
      keyUsage: 96,
      more: [new Extension('2.5.29.30', true, NAME_CONSTRAINTS_AR)],
      ...changes,
    });
  }

  /** The code that a changed leaf, or a leaf below a changed CA, is refused with. */
  async function leafCode(changes: Partial<Forged>, expecting: Partial<ExpectedCertificate> = {}): Promise<string> {
    const der = await leaf(changes);
    return codeOf(() => verifyChain(der, { ...expected, ...expecting }));
  }
  async function authorityCode(changes: Partial<Forged>): Promise<string> {
    const caCertificates = [await authority(changes)];
    const der = await leaf();
    return codeOf(() => verifyChain(der, { ...expected, caCertificates }));
  }

  it('accepts each certificate of a member for its own role and gives its facts', () => {
    for (const [member, keys] of [
      ['AR', ar],
      ['BR', br],
      ['BROKER', broker],
    ] as const) {
      for (const role of ['tls', 'signing', 'extract-seal'] as const) {
        const facts = verifyChain(keys[role].certificate, {
          env: 'test', member, role, atMs: AT_MS, caCertificates: [br.ca.certificate, keys.ca.certificate],
        }); // prettier-ignore
        expect(facts).toMatchObject({ env: 'test', member, role, notBefore: NOT_BEFORE, notAfter: NOT_AFTER });
        expect(facts.publicKey.equals(keys[role].publicKey)).toBe(true);
        expect(facts.thumbprint).toBe(thumbprint(keys[role].certificate));
        expect(facts.serial).toMatch(/^[0-9a-f]{40}$/);
        expect(certificateFacts(keys[role].certificate)).toEqual(facts);
      }
    }
  });

  it('accepts the good certificate and the good CA that the forgeries below start from', async () => {
    expect(await leafCode({})).toBe('accepted');
    expect(await authorityCode({})).toBe('accepted');
  });

  it('answers the same the second time, from what it remembers, but looks at the time anew', async () => {
    const der = await leaf();
    expect(codeOf(() => verifyChain(der, expected))).toBe('accepted');
    expect(codeOf(() => verifyChain(Uint8Array.from(der), expected))).toBe('accepted');
    expect(codeOf(() => verifyChain(der, { ...expected, atMs: (NOT_AFTER + 1) * 1000 }))).toBe('pki.expired');
  });

  it("refuses AR's CA speaking for BR, whoever is expected", async () => {
    const names = [uri('urn:crex:test:br:signing')];
    const subject = [{ C: ['BR'] }, { O: ['Polícia Federal'] }, { CN: ['BR signing'] }];
    const expectingBr = { member: 'BR', caCertificates: [br.ca.certificate] } as const;
    expect(await leafCode({ names, subject }, expectingBr)).toBe('pki.not-issued-by-member');
    expect(await leafCode({ names, subject })).toBe('pki.wrong-member');
    expect(await leafCode({ names })).toBe('pki.wrong-member');
    expect(await leafCode({ subject })).toBe('pki.wrong-country');
    // Even if AR's CA stood in BR's list, it is AR's.
    expect(await leafCode({ names, subject }, { member: 'BR' })).toBe('pki.wrong-member');
  });

  describe('refuses a certificate', () => {
    it('of a CA that is not listed, is only named, or has signed nothing', async () => {
      expect(await leafCode({}, { caCertificates: [] })).toBe('pki.not-issued-by-member');
      expect(await leafCode({}, { caCertificates: [br.ca.certificate] })).toBe('pki.not-issued-by-member');
      expect(await leafCode({ issuer: [{ C: ['AR'] }, { CN: ['another CA'] }] })).toBe('pki.not-issued-by-member');
      expect(await leafCode({ authorityKeyId: false })).toBe('pki.not-issued-by-member');
      expect(await leafCode({ issuerKeys: br.ca })).toBe('pki.not-issued-by-member');
    });

    it('that names its CA rightly but carries a false signature', async () => {
      const stranger = await authority({ keys: br.ca, issuerKeys: br.ca });
      const keyId = await AuthorityKeyIdentifierExtension.create(
        ar.ca.publicKey.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']),
      );
      const forged = { issuerKeys: br.ca, authorityKeyId: false, more: [keyId] };
      expect(await leafCode(forged)).toBe('pki.not-issued-by-member');
      expect(await leafCode(forged, { caCertificates: [stranger, ar.ca.certificate] })).toBe(
        'pki.not-issued-by-member',
      );
    });

    it('without subject key identifier, or below a CA without one', async () => {
      expect(await leafCode({ subjectKeyId: false })).toBe('pki.certificate-malformed');
      expect(await authorityCode({ subjectKeyId: false })).toBe('pki.certificate-malformed');
    });

    it('with a key on another curve', async () => {
      const keys = generateKeyPairSync('ec', { namedCurve: 'P-384' });
      expect(await leafCode({ keys })).toBe('pki.weak-key');
    });

    it('signed with another hash', async () => {
      expect(await leafCode({ hash: 'SHA-384' })).toBe('pki.wrong-algorithm');
    });

    it('with a critical extension that nobody understands', async () => {
      expect(await leafCode({ more: [new Extension('1.2.3.4', true, Buffer.from('0500', 'hex'))] })).toBe(
        'pki.unknown-critical-extension',
      );
      expect(await leafCode({ more: [new Extension('1.2.3.4', false, Buffer.from('0500', 'hex'))] })).toBe('accepted');
    });

    it('of another environment', async () => {
      expect(await leafCode({ names: [uri('urn:crex:demo:ar:signing')] })).toBe('pki.wrong-environment');
    });

    it('of another role', async () => {
      expect(await leafCode({ names: [uri('urn:crex:test:ar:tls')] })).toBe('pki.wrong-role');
      expect(codeOf(() => verifyChain(ar.ca.certificate, expected))).toBe('pki.wrong-role');
    });

    it("with a second country, none, or the broker's with one", async () => {
      expect(await leafCode({ subject: [...AR_SUBJECT, { C: ['BR'] }] })).toBe('pki.wrong-country');
      expect(await leafCode({ subject: [{ CN: ['x'] }] })).toBe('pki.wrong-country');
      const issuer = [{ O: ['Secretariat'] }, { CN: ['BROKER CREX CA'] }];
      const names = [uri('urn:crex:test:broker:signing')];
      const expecting = { member: 'BROKER', caCertificates: [broker.ca.certificate] } as const;
      const subject = [{ CN: ['broker'] }];
      expect(await leafCode({ issuer, issuerKeys: broker.ca, names, subject }, expecting)).toBe('accepted');
      expect(await leafCode({ issuer, issuerKeys: broker.ca, names }, expecting)).toBe('pki.wrong-country');
    });

    it('that could be a CA, or does not say that it is none', async () => {
      const code = 'pki.wrong-basic-constraints';
      expect(await leafCode({ basicConstraints: new BasicConstraintsExtension(true, 0, true) })).toBe(code);
      expect(await leafCode({ basicConstraints: undefined })).toBe(code);
    });

    it('with another key usage, or none', async () => {
      expect(await leafCode({ keyUsage: 3 })).toBe('pki.wrong-key-usage');
      expect(await leafCode({ keyUsage: undefined })).toBe('pki.wrong-key-usage');
    });

    it('with an extended key usage that its role does not have', async () => {
      const code = 'pki.wrong-extended-key-usage';
      expect(await leafCode({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] })).toBe(code);
      const names = [uri('urn:crex:test:ar:tls')];
      expect(await leafCode({ names, extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] }, { role: 'tls' })).toBe(code);
    });

    it('before its first second and after its last', async () => {
      expect(await leafCode({}, { atMs: NOT_BEFORE * 1000 - 1 })).toBe('pki.not-yet-valid');
      expect(await leafCode({}, { atMs: NOT_BEFORE * 1000 })).toBe('accepted');
      expect(await leafCode({}, { atMs: NOT_AFTER * 1000 + 999 })).toBe('accepted');
      expect(await leafCode({}, { atMs: NOT_AFTER * 1000 + 1000 })).toBe('pki.expired');
      expect(await leafCode({ notBefore: NOT_BEFORE + 172_800 })).toBe('pki.not-yet-valid');
      expect(await leafCode({}, { atMs: NaN })).toBe('pki.not-yet-valid');
    });

    it('without exactly one identity of ours', async () => {
      for (const names of [
        [],
        [{ type: 'dns', value: 'urn:crex:test:ar:signing' }],
        [uri('urn:crex:test:ar:signing'), uri('urn:crex:test:br:signing')],
        [uri('urn:crex:test:ar:signing'), uri('https://example.org/')],
        [uri('urn:crex:test:ar:SIGNING')],
        [uri('urn:crex:test:ar:signing:more')],
        [uri('urn:crex:test:ar:constructor')],
        [uri('urn:crex:test:zz:signing')],
        [uri('urn:crex:other:ar:signing')],
      ] as JsonGeneralNames[]) {
        expect(await leafCode({ names })).toBe('pki.no-identity');
      }
    });

    it('that says a thing twice', async () => {
      const again = new SubjectAlternativeNameExtension([uri('urn:crex:test:br:signing')]);
      expect(await leafCode({ more: [again] })).toBe('pki.certificate-malformed');
    });

    it('with bytes behind it, or of more than 8 KiB', async () => {
      const der = await leaf();
      const longer = Buffer.concat([der, Uint8Array.of(0)]);
      expect(codeOf(() => certificateFacts(longer))).toBe('pki.certificate-malformed');
      const padding = new Extension(
        '1.2.3.4',
        false,
        Buffer.concat([Buffer.from('04821fff', 'hex'), Buffer.alloc(8191)]),
      );
      expect(await leafCode({ more: [padding] })).toBe('pki.certificate-malformed');
    });
  });

  describe('refuses a CA', () => {
    it('of another member, environment or role', async () => {
      expect(await authorityCode({ names: [uri('urn:crex:test:br:ca')] })).toBe('pki.wrong-member');
      expect(await authorityCode({ names: [uri('urn:crex:demo:ar:ca')] })).toBe('pki.wrong-environment');
      expect(await authorityCode({ names: [uri('urn:crex:test:ar:signing')] })).toBe('pki.wrong-role');
    });

    it('that may have CAs below it, or is none', async () => {
      for (const constraints of [
        new BasicConstraintsExtension(true, 1, true),
        new BasicConstraintsExtension(true, undefined, true),
        new BasicConstraintsExtension(false, undefined, true),
      ]) {
        expect(await authorityCode({ basicConstraints: constraints })).toBe('pki.wrong-basic-constraints');
      }
    });

    it('whose key may do more than sign certificates and lists', async () => {
      expect(await authorityCode({ keyUsage: 97 })).toBe('pki.wrong-key-usage');
    });

    it('that is not constrained to its country, or otherwise', async () => {
      expect(await authorityCode({ more: [] })).toBe('pki.wrong-name-constraints');
      const other = Buffer.from(NAME_CONSTRAINTS_AR.toString('hex').replace('4152', '4252'), 'hex');
      expect(await authorityCode({ more: [new Extension('2.5.29.30', true, other)] })).toBe(
        'pki.wrong-name-constraints',
      );
    });

    it('that another key has signed, or that names another issuer', async () => {
      const issuedByBr = { issuerKeys: br.ca };
      expect(await authorityCode(issuedByBr)).toBe('pki.authority-not-self-signed');
      const issuer = [{ C: ['BR'] }, { CN: ['BR CA'] }];
      expect(await authorityCode({ issuer })).toBe('pki.authority-not-self-signed');
    });

    it('that is not valid at the time, even if the certificate is', async () => {
      expect(await authorityCode({ notBefore: NOT_BEFORE + 172_800 })).toBe('pki.not-yet-valid');
      expect(await authorityCode({ notAfter: NOT_BEFORE + 60 })).toBe('pki.expired');
    });
  });

  it('refuses a certificate in which any byte is changed', async () => {
    const good = await leaf();
    for (const flip of [0x01, 0x81]) {
      for (const at of good.keys()) {
        const changed = Uint8Array.from(good, (byte, index) => (index === at ? byte ^ flip : byte));
        expect(`byte ${at}: ${codeOf(() => verifyChain(changed, expected))}`).toMatch(/: pki\./);
      }
    }
  });

  it('never throws anything but its own error on what comes from outside', async () => {
    const good = await leaf();
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(good.length - 1).map((length) => good.subarray(0, length)),
    );
    fc.assert(
      fc.property(hostile, (der) => {
        expect(codeOf(() => verifyChain(der, expected))).toMatch(/^pki\./);
      }),
      { numRuns: 500 },
    );
  });
});
