import { certificateFacts, certificateJudge, createCrl, createMemberKeys, type MemberKeys } from '#libs/pki';

const NOW = 1_800_000_000;
let keys: MemberKeys;
beforeAll(async () => {
  const of = { env: 'test', member: 'AR', organization: 'RNR' } as const;
  keys = await createMemberKeys({ ...of, notBefore: NOW - 3600, notAfter: NOW + 3600 });
});

it('a certificate ends with its own last second', () => {
  expect(certificateJudge(undefined, NOW * 1000).endOf(keys.tls.certificate)).toBe(NOW + 3600);
});

it('a certificate is revoked when a list in order says so, and not by a list that is over, or none', async () => {
  const { serial } = certificateFacts(keys.tls.certificate);
  const revoked = [{ serial, atSeconds: NOW - 60, reason: 'superseded' }] as const;
  const crl = await createCrl({ ca: keys.ca, number: 1, revoked, thisUpdate: NOW - 60, nextUpdate: NOW + 60 });
  const member = { caCertificates: [keys.ca.certificate], crls: [crl] };
  const { isRevoked } = certificateJudge(member, NOW * 1000);
  expect([isRevoked(keys.tls.certificate), isRevoked(keys.signing.certificate)]).toEqual([true, false]);
  expect(certificateJudge(member, (NOW + 61) * 1000).isRevoked(keys.tls.certificate)).toBe(false);
  expect(certificateJudge({ ...member, crls: [] }, NOW * 1000).isRevoked(keys.tls.certificate)).toBe(false);
  expect(certificateJudge(undefined, NOW * 1000).isRevoked(keys.tls.certificate)).toBe(false);
});
