import { codeOf } from '../../../test/code-of.js';
import {
  certificateFacts,
  checkListed,
  createCrl,
  createMemberKeys,
  keyOfListed,
  thumbprint,
  type CertifiedKey,
  type ListedMember,
  type ListedUse,
  type MemberKeys,
} from '#libs/pki';

const NOT_BEFORE = 1_800_000_000;
const DAY = 86_400;
const NOT_AFTER = NOT_BEFORE + 90 * DAY;
const NOW = NOT_BEFORE + 10 * DAY;

describe('the key of a certificate that the directory lists', () => {
  let ar: MemberKeys;
  let br: MemberKeys;
  let listed: ListedMember;

  const entry = (role: string, { certificate }: CertifiedKey) =>
    [thumbprint(certificate), { role, der: certificate }] as const;
  /** A list of AR's CA at this time, with these certificates revoked. */
  const crlAt = (seconds: number, revoked: readonly CertifiedKey[] = []) =>
    createCrl({
      ...{ ca: ar.ca, number: seconds, thisUpdate: seconds - 3600, nextUpdate: seconds + 3600 },
      revoked: revoked.map(({ certificate }) => {
        const { serial } = certificateFacts(certificate);
        return { serial, atSeconds: seconds - 1800, reason: 'keyCompromise' as const };
      }),
    });
  beforeAll(async () => {
    const of = { env: 'test', notBefore: NOT_BEFORE, notAfter: NOT_AFTER } as const;
    [ar, br] = await Promise.all([
      createMemberKeys({ ...of, member: 'AR', organization: 'RNR' }),
      createMemberKeys({ ...of, member: 'BR', organization: 'PF' }),
    ]);
    listed = {
      ...{ id: 'AR', caCertificates: [ar.ca.certificate], crls: [await crlAt(NOW)] },
      certificates: new Map([entry('signing', ar.signing), entry('tls', ar.tls)]),
    };
  });

  const use = (more: Partial<ListedUse> = {}): ListedUse => {
    return { env: 'test', role: 'signing', atMs: NOW * 1000, nowMs: NOW * 1000, ...more };
  };
  /** The code it is refused with; both ways of asking say the same. */
  const code = ({ certificate }: CertifiedKey, more: Partial<ListedUse> = {}, change: Partial<ListedMember> = {}) => {
    const member = { ...listed, ...change };
    const found = codeOf(() => keyOfListed(member, thumbprint(certificate), use(more)));
    expect(codeOf(() => checkListed(member, thumbprint(certificate), use(more)))).toBe(found);
    return found;
  };

  it('is the one in the certificate', () => {
    expect(keyOfListed(listed, thumbprint(ar.signing.certificate), use()).equals(ar.signing.publicKey)).toBe(true);
    expect(code(ar.signing)).toBe('accepted');
    expect(code(ar.tls, { role: 'tls' })).toBe('accepted');
  });

  it('is not had for a certificate that is not listed, or is listed in another role', () => {
    expect(code(ar['extract-seal'], { role: 'extract-seal' })).toBe('pki.not-listed');
    expect(code(ar.tls)).toBe('pki.not-listed');
    expect(code(ar.signing, { role: 'tls' })).toBe('pki.not-listed');
    expect(codeOf(() => keyOfListed(listed, 'no thumbprint', use()))).toBe('pki.not-listed');
  });

  it('is not had when the list itself is wrong: another role, member or environment than in the certificate', () => {
    const certificates = new Map([entry('signing', ar.tls), entry('tls', br.tls)]);
    expect(code(ar.tls, {}, { certificates })).toBe('pki.wrong-role');
    const caCertificates = [ar.ca.certificate, br.ca.certificate];
    expect(code(br.tls, { role: 'tls' }, { certificates, caCertificates })).toBe('pki.wrong-member');
    expect(code(ar.signing, { env: 'demo' })).toBe('pki.wrong-environment');
  });

  it('is not had for a certificate that no CA of the member has issued', () => {
    expect(code(ar.signing, {}, { caCertificates: [br.ca.certificate] })).toBe('pki.not-issued-by-member');
  });

  it('is asked for at the time of use: the certificate was in force then, whatever is now', async () => {
    const later = NOT_AFTER + DAY;
    const crls = [await crlAt(later)];
    expect(code(ar.signing, { nowMs: later * 1000 }, { crls })).toBe('accepted');
    expect(code(ar.signing, { atMs: later * 1000, nowMs: later * 1000 }, { crls })).toBe('pki.expired');
    expect(code(ar.signing, { atMs: (NOT_BEFORE - DAY) * 1000 })).toBe('pki.not-yet-valid');
  });

  it('is asked for revocation now: what was signed before it counts no more', async () => {
    const later = NOW + 5 * DAY;
    const [clean, revoking] = [await crlAt(later), await crlAt(later, [ar.signing])];
    expect(code(ar.signing, { nowMs: later * 1000 }, { crls: [clean] })).toBe('accepted');
    expect(code(ar.signing, { nowMs: later * 1000 }, { crls: [revoking] })).toBe('pki.certificate-revoked');
    expect(code(ar.tls, { role: 'tls', nowMs: later * 1000 }, { crls: [revoking] })).toBe('accepted');
  });

  it('is not had without a current revocation list', () => {
    expect(code(ar.signing, { nowMs: (NOW + DAY) * 1000 })).toBe('pki.crl-stale');
    expect(code(ar.signing, {}, { crls: [] })).toBe('pki.revocation-unknown');
  });
});
