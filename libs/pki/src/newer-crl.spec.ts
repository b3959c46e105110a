import { Extension, Name, X509CrlGenerator, AuthorityKeyIdentifierExtension } from '@peculiar/x509';
import { isCrexError } from '#libs/protocol';
import { certificateFacts, createCertificateAuthority, createCrl, createMemberKeys, crlEndsAt, derOfCrl, revokedAt, withNewerCrl } from '#libs/pki'; // prettier-ignore
import type { CrlRequest, MemberKeys, RevocationContext } from '#libs/pki';

const NOW = 1_800_086_400;
let ar: MemberKeys;
let br: MemberKeys;
let context: RevocationContext;
let first: Uint8Array;

beforeAll(async () => {
  const of = { env: 'test', notBefore: NOW - 86_400, notAfter: NOW + 90 * 86_400 } as const;
  [ar, br] = await Promise.all([
    createMemberKeys({ ...of, member: 'AR', organization: 'RNR' }),
    createMemberKeys({ ...of, member: 'BR', organization: 'PF' }),
  ]);
  context = { caCertificates: [ar.ca.certificate], atMs: NOW * 1000 };
  first = await list({ number: 1 });
});

function list(change: Partial<CrlRequest> = {}): Promise<Uint8Array> {
  return createCrl({ ca: ar.ca, number: 2, revoked: [], thisUpdate: NOW - 60, nextUpdate: NOW + 3600, ...change });
}

function codeOf(newer: Uint8Array, present: readonly Uint8Array[] = [first]): string {
  try {
    withNewerCrl(present, newer, context);
    return 'accepted';
  } catch (error) {
    return isCrexError(error) ? error.code : `not coded: ${String(error)}`;
  }
}

it('a newer list takes the place of its CA’s present one, and what it revokes is revoked', async () => {
  const { serial } = certificateFacts(ar.signing.certificate);
  const newer = await list({ revoked: [{ serial, atSeconds: NOW - 90, reason: 'keyCompromise' }] });
  const lists = withNewerCrl([first], newer, context);
  expect(lists).toEqual([newer]);
  expect(revokedAt(ar.signing.certificate, lists, context)).toBe(NOW - 90);
  expect(withNewerCrl([], first, context)).toEqual([first]);
});

it('the list of the member’s other CA stays', async () => {
  const subject = { member: 'AR', env: 'test', organization: 'RNR', commonName: 'AR CREX CA 2' } as const;
  const other = await createCertificateAuthority(br.signing, { ...subject, notBefore: NOW - 3600 });
  const [otherList, newer] = [await list({ ca: other, number: 9 }), await list()];
  const both = { ...context, caCertificates: [ar.ca.certificate, other.certificate] };
  expect(withNewerCrl([first, otherList], newer, both)).toEqual([otherList, newer]);
});

it('the same list again changes nothing; one that is not newer is refused', async () => {
  expect(withNewerCrl([first], first, context)).toEqual([first]);
  expect(codeOf(await list({ number: 1 }))).toBe('pki.crl-not-newer');
  expect(codeOf(first, [await list()])).toBe('pki.crl-not-newer');
});

it('a list that no relying party would accept is refused before it is published', async () => {
  expect(codeOf(await list({ ca: br.ca }))).toBe('pki.not-issued-by-member');
  expect(codeOf(await list({ thisUpdate: NOW + 61 }))).toBe('pki.crl-not-yet-valid');
  expect(codeOf(await list({ thisUpdate: NOW - 120, nextUpdate: NOW - 1 }))).toBe('pki.crl-stale');
  expect(codeOf(Buffer.from('no list'))).toBe('pki.crl-malformed');
  expect(codeOf(await forged({ signer: br.ca }))).toBe('pki.crl-bad-signature');
  expect(codeOf(await forged({ hash: 'SHA-384' }))).toBe('pki.wrong-algorithm');
  expect(codeOf(await forged({ critical: true }))).toBe('pki.unknown-critical-extension');
});

/** As createCrl makes it, with one thing wrong. */
async function forged({ signer = ar.ca, hash = 'SHA-256', critical = false }): Promise<Uint8Array> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const crl = await X509CrlGenerator.create({
    issuer: new Name('C=AR, O=RNR, CN=AR CREX CA'),
    ...{ thisUpdate: new Date((NOW - 60) * 1000), nextUpdate: new Date((NOW + 3600) * 1000), entries: [] },
    signingKey: signer.privateKey.toCryptoKey(algorithm, true, ['sign']),
    signingAlgorithm: { name: 'ECDSA', hash } as never,
    extensions: [
      await AuthorityKeyIdentifierExtension.create(ar.ca.publicKey.toCryptoKey(algorithm, true, ['verify'])),
      new Extension('2.5.29.20', false, Buffer.from('020102', 'hex')),
      ...(critical ? [new Extension('1.2.3.4', true, Buffer.from('0500', 'hex'))] : []),
    ],
  });
  return new Uint8Array(crl.rawData);
}

it('a list says by when another must follow', async () => {
  expect(crlEndsAt(await list({ nextUpdate: NOW + 77 }))).toBe(NOW + 77);
});

it('a list is read from DER and from PEM, as CA software writes it', () => {
  const lines = Buffer.from(first).toString('base64').match(/.{1,64}/g) ?? []; // prettier-ignore
  const pem = `Certificate Revocation List:\n-----BEGIN X509 CRL-----\n${lines.join('\r\n')}\n-----END X509 CRL-----\n`;
  expect(Buffer.from(derOfCrl(Buffer.from(pem)))).toEqual(Buffer.from(first));
  expect(derOfCrl(first)).toBe(first);
});
