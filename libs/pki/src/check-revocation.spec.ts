import { AuthorityKeyIdentifierExtension, Extension, X509CrlGenerator, type X509CrlEntryParams } from '@peculiar/x509';
import fc from 'fast-check';
import {
  certificateFacts,
  checkRevocation,
  createCertificateAuthority,
  createCrl,
  createMemberKeys,
  revokedAt,
} from '#libs/pki';
import type { CrlRequest, KeyPair, MemberKeys, RevocationContext } from '#libs/pki';
import { codeOf } from '../../../test/code-of.js';

const NOT_BEFORE = 1_800_000_000;
const NOW = NOT_BEFORE + 86_400;

interface ForgedCrl {
  issuer: Record<string, string[]>[];
  signer: KeyPair;
  keyIdOf: KeyPair;
  hash: string;
  nextUpdate: Date | undefined;
  entries: X509CrlEntryParams[];
  extensions: Extension[];
}

describe('checking revocation', () => {
  let ar: MemberKeys;
  let br: MemberKeys;
  let context: RevocationContext;
  let request: CrlRequest;

  beforeAll(async () => {
    const of = { env: 'test', notBefore: NOT_BEFORE, notAfter: NOT_BEFORE + 90 * 86_400 } as const;
    [ar, br] = await Promise.all([
      createMemberKeys({ ...of, member: 'AR', organization: 'RNR' }),
      createMemberKeys({ ...of, member: 'BR', organization: 'PF' }),
    ]);
    context = { caCertificates: [ar.ca.certificate], atMs: NOW * 1000 };
    request = { ca: ar.ca, number: 1, revoked: [], thisUpdate: NOW - 3600, nextUpdate: NOW + 3600 };
  });

  function revoking(der: Uint8Array, atSeconds = NOW - 7200): CrlRequest['revoked'] {
    return [{ serial: certificateFacts(der).serial, atSeconds, reason: 'keyCompromise' }];
  }

  async function forge(changes: Partial<ForgedCrl> = {}): Promise<Uint8Array> {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const { signer = ar.ca, keyIdOf = ar.ca } = changes;
    const crl = await X509CrlGenerator.create({
      issuer: changes.issuer ?? [{ C: ['AR'] }, { O: ['RNR'] }, { CN: ['AR CREX CA'] }],
      thisUpdate: new Date((NOW - 3600) * 1000),
      ...('nextUpdate' in changes ? {} : { nextUpdate: new Date((NOW + 3600) * 1000) }),
      entries: changes.entries ?? [],
      signingKey: signer.privateKey.toCryptoKey(algorithm, true, ['sign']),
      signingAlgorithm: { name: 'ECDSA', hash: changes.hash ?? 'SHA-256' } as never,
      extensions: [
        await AuthorityKeyIdentifierExtension.create(keyIdOf.publicKey.toCryptoKey(algorithm, true, ['verify'])),
        ...(changes.extensions ?? [new Extension('2.5.29.20', false, Buffer.from('020101', 'hex'))]),
      ],
    });
    return new Uint8Array(crl.rawData);
  }

  function check(...crls: Uint8Array[]): string {
    return codeOf(() => checkRevocation(ar.signing.certificate, crls, context));
  }

  it('accepts a certificate that a current list of its CA does not name', async () => {
    const crl = await createCrl({ ...request, revoked: revoking(ar.tls.certificate) });
    expect(check(crl)).toBe('accepted');
    expect(revokedAt(ar.signing.certificate, [crl], context)).toBeUndefined();
    expect(check(await forge())).toBe('accepted');
  });

  it('refuses one that it names, and tells when it was revoked', async () => {
    const crl = await createCrl({
      ...request,
      revoked: [...revoking(ar.tls.certificate), ...revoking(ar.signing.certificate, NOW - 60)],
    });
    expect(check(crl)).toBe('pki.certificate-revoked');
    expect(revokedAt(ar.signing.certificate, [crl], context)).toBe(NOW - 60);
    expect(revokedAt(ar.tls.certificate, [crl], context)).toBe(NOW - 7200);
  });

  it('goes by the highest number, wherever it stands', async () => {
    const old = await createCrl({ ...request, number: 127 });
    const newer = await createCrl({ ...request, number: 128, revoked: revoking(ar.signing.certificate) });
    const newest = await createCrl({ ...request, number: 65_536 });
    expect(check(old, newer)).toBe('pki.certificate-revoked');
    expect(check(newer, old)).toBe('pki.certificate-revoked');
    expect(check(newer, newest, old)).toBe('accepted');
  });

  it('refuses when there is no list, or only lists of others', async () => {
    expect(check()).toBe('pki.revocation-unknown');
    expect(check(await createCrl({ ...request, ca: br.ca }))).toBe('pki.revocation-unknown');
    expect(check(await forge({ keyIdOf: br.ca }))).toBe('pki.revocation-unknown');
    expect(check(await forge({ issuer: [{ C: ['AR'] }, { CN: ['x'] }] }))).toBe('pki.revocation-unknown');
  });

  it("passes over the lists of the member's other CA", async () => {
    const other = await createCertificateAuthority(br.signing, {
      member: 'AR', env: 'test', organization: 'RNR', commonName: 'AR CREX CA', notBefore: NOT_BEFORE,
    }); // prettier-ignore
    const crls = [await createCrl({ ...request, ca: other, number: 9 }), await createCrl(request)];
    const caCertificates = [other.certificate, ar.ca.certificate];
    expect(codeOf(() => checkRevocation(ar.signing.certificate, crls, { ...context, caCertificates }))).toBe(
      'accepted',
    );
  });

  it('refuses a list that its CA has not signed, even beside a good one', async () => {
    const forged = await forge({ signer: br.ca });
    expect(check(forged)).toBe('pki.crl-bad-signature');
    expect(check(await createCrl({ ...request, number: 5 }), forged)).toBe('pki.crl-bad-signature');
  });

  it('refuses a list signed with another hash', async () => {
    expect(check(await forge({ hash: 'SHA-384' }))).toBe('pki.wrong-algorithm');
  });

  it('refuses a list with a critical extension, in itself or in an entry', async () => {
    const number = new Extension('2.5.29.20', false, Buffer.from('020101', 'hex'));
    const delta = new Extension('2.5.29.27', true, Buffer.from('020100', 'hex'));
    expect(check(await forge({ extensions: [number, delta] }))).toBe('pki.unknown-critical-extension');
    const entry = {
      serialNumber: '01',
      revocationDate: new Date(NOW * 1000),
      extensions: [new Extension('1.2.3', true, Buffer.of(5, 0))],
    };
    expect(check(await forge({ entries: [entry] }))).toBe('pki.unknown-critical-extension');
  });

  it('takes a list that is a minute ahead, not one that is further', async () => {
    expect(check(await createCrl({ ...request, thisUpdate: NOW + 60 }))).toBe('accepted');
    expect(check(await createCrl({ ...request, thisUpdate: NOW + 61 }))).toBe('pki.crl-not-yet-valid');
    const crl = await createCrl(request);
    expect(codeOf(() => checkRevocation(ar.signing.certificate, [crl], { ...context, atMs: NaN }))).toBe(
      'pki.crl-not-yet-valid',
    );
  });

  it('refuses a list past its next update', async () => {
    expect(check(await createCrl({ ...request, nextUpdate: NOW }))).toBe('accepted');
    expect(check(await createCrl({ ...request, nextUpdate: NOW - 1 }))).toBe('pki.crl-stale');
    // A stale list is not saved by an older one that promised longer.
    const older = await createCrl(request);
    expect(check(older, await createCrl({ ...request, number: 2, nextUpdate: NOW - 1 }))).toBe('pki.crl-stale');
  });

  it('refuses a list without next update, whether or not it names the certificate', async () => {
    expect(check(await forge({ nextUpdate: undefined }))).toBe('pki.crl-malformed');
    const serialNumber = certificateFacts(ar.signing.certificate).serial;
    const entries = [{ serialNumber, revocationDate: new Date(NOW * 1000) }];
    expect(check(await forge({ nextUpdate: undefined, entries }))).toBe('pki.crl-malformed');
  });

  it('reads the entries of a list with dates from 2050 on', async () => {
    const nextUpdate = Date.UTC(2055, 0, 1) / 1000;
    const crl = await createCrl({ ...request, nextUpdate, revoked: revoking(ar.signing.certificate) });
    expect(check(crl)).toBe('pki.certificate-revoked');
  });

  it('looks at the time anew each time', async () => {
    const crl = await createCrl(request);
    expect(check(crl)).toBe('accepted');
    const late = { ...context, atMs: (NOW + 3601) * 1000 };
    expect(codeOf(() => checkRevocation(ar.signing.certificate, [crl], late))).toBe('pki.crl-stale');
  });

  it("refuses a certificate that is not of the member's CA, or whose CA is none of its member", async () => {
    const crl = await createCrl(request);
    expect(codeOf(() => checkRevocation(br.signing.certificate, [crl], context))).toBe('pki.not-issued-by-member');
    const changed = Uint8Array.from(ar.signing.certificate);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(codeOf(() => checkRevocation(changed, [crl], context))).toBe('pki.not-issued-by-member');
    const demoCa = await createCertificateAuthority(ar.ca, {
      member: 'AR', env: 'demo', organization: 'RNR', commonName: 'AR CREX CA', notBefore: NOT_BEFORE,
    }); // prettier-ignore
    const demo = { ...context, caCertificates: [demoCa.certificate] };
    expect(codeOf(() => checkRevocation(ar.signing.certificate, [crl], demo))).toBe('pki.wrong-environment');
  });

  it('refuses what is no list, has no number, a negative one, or more than 1 MiB', async () => {
    expect(check(Buffer.from('no list'))).toBe('pki.crl-malformed');
    expect(check(Buffer.concat([await createCrl(request), Uint8Array.of(0)]))).toBe('pki.crl-malformed');
    expect(check(await forge({ extensions: [] }))).toBe('pki.crl-malformed');
    for (const number of ['0201ff', '0200', '0101ff', '02010100', `0215${'01'.repeat(21)}`]) {
      const extension = new Extension('2.5.29.20', false, Buffer.from(number, 'hex'));
      expect(check(await forge({ extensions: [extension] }))).toBe('pki.crl-malformed');
    }
    const number = new Extension('2.5.29.20', false, Buffer.from('020101', 'hex'));
    const padding = Buffer.concat([Buffer.from('0483100000', 'hex'), Buffer.alloc(1_048_576)]);
    const long = await forge({ extensions: [number, new Extension('1.2.3.4', false, padding)] });
    expect(check(long)).toBe('pki.crl-malformed');
  });

  it('refuses a list in which any byte is changed', async () => {
    const good = await createCrl({ ...request, revoked: revoking(ar.tls.certificate) });
    for (const flip of [0x01, 0x81]) {
      for (const at of good.keys()) {
        const changed = Uint8Array.from(good, (byte, index) => (index === at ? byte ^ flip : byte));
        expect(`byte ${at}: ${check(changed)}`).toMatch(/: pki\./);
      }
    }
  });

  it('never throws anything but its own error on a hostile list', async () => {
    const good = await createCrl({ ...request, revoked: revoking(ar.tls.certificate) });
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(good.length - 1).map((length) => good.subarray(0, length)),
    );
    fc.assert(
      fc.property(hostile, (crl) => {
        expect(check(crl)).toMatch(/^pki\./);
      }),
      { numRuns: 500 },
    );
  });
});

describe('making a revocation list', () => {
  let ar: MemberKeys;
  let br: MemberKeys;
  let request: CrlRequest;

  beforeAll(async () => {
    const of = { env: 'test', notBefore: NOT_BEFORE, notAfter: NOT_BEFORE + 86_400 } as const;
    [ar, br] = await Promise.all([
      createMemberKeys({ ...of, member: 'AR', organization: 'RNR' }),
      createMemberKeys({ ...of, member: 'BR', organization: 'PF' }),
    ]);
    request = { ca: ar.ca, number: 1, revoked: [], thisUpdate: NOW - 3600, nextUpdate: NOW + 3600 };
  });

  it("needs the CA's own key", async () => {
    const ca = { ...ar.ca, privateKey: br.ca.privateKey };
    await expect(createCrl({ ...request, ca })).rejects.toMatchObject({ code: 'pki.key-certificate-mismatch' });
  });

  it('needs whole numbers in order and each serial once', async () => {
    const entry = { serial: '0a', atSeconds: NOW, reason: 'superseded' } as const;
    for (const wrong of [
      { number: -1 },
      { number: 0.5 },
      { nextUpdate: NOW - 3600 },
      { revoked: [{ ...entry, atSeconds: NaN }] },
      { revoked: [entry, { ...entry, serial: 'A' }] },
      { revoked: [{ ...entry, serial: 'serial' }] },
    ]) {
      await expect(createCrl({ ...request, ...wrong })).rejects.toMatchObject({ code: 'pki.wrong-crl-content' });
    }
    await expect(createCrl({ ...request, number: 0, revoked: [{ ...entry, serial: 'a' }] })).resolves.toBeDefined();
  });
});
