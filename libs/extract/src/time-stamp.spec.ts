import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { developmentAuthority, remoteTimeStampAuthority, type DevelopmentAuthority } from '#libs/extract';
import { isCrexError } from '#libs/protocol';
import { codeOf, codeOfAsync } from '../../../test/code-of.js';
import { TestMinistry } from '../../../test/extract/sealed-extract.js';
import { OID, readCms, signCms } from './cms.js';
import { timeStampResponse, tokenOf, verifyTimeStamp } from './time-stamp.js';

const NOW = 1_795_000_000_000;
const NONCE = Buffer.from('0102030405060708', 'hex');
const data = Buffer.from('a document');
const digest = createHash('sha256').update(data).digest();

describe('a time-stamp', () => {
  let authority: DevelopmentAuthority;
  let token: Uint8Array;
  let ministry: TestMinistry;

  beforeAll(async () => {
    ministry = await TestMinistry.open();
    authority = await developmentAuthority({ nowMs: () => NOW });
    token = await authority.timeStamp(digest);
  });

  const trust = (authorities: readonly Uint8Array[] = [authority.authority], crls: readonly Uint8Array[] = []) => ({
    ...{ authorities, crls, certificates: [] },
  });

  it('tells when something existed', async () => {
    const crls = await authority.revocationLists();
    expect((await verifyTimeStamp(token, data, trust(undefined, crls))).atMs).toBe(NOW);
  });

  it('is refused for other bytes, and from an authority that nobody knows', async () => {
    const other = await developmentAuthority({ nowMs: () => NOW });
    expect(await codeOfAsync(verifyTimeStamp(token, Buffer.from('another'), trust()))).toBe(
      'extract.time-stamp-invalid',
    );
    const named = verifyTimeStamp(token, Buffer.from('another'), trust(), 'extract.validation-data-changed');
    expect(await codeOfAsync(named)).toBe('extract.validation-data-changed');
    expect(await codeOfAsync(verifyTimeStamp(token, data, trust([other.authority])))).toBe(
      'extract.time-stamp-authority-unknown',
    );
  });

  it('carries no certificate that nothing vouches for', async () => {
    const { certificates } = ministry.signerOf('UY');
    const own = readCms(token, 'extract.time-stamp-invalid').certificates;
    const [info, sign] = [infoOf(token), (data: Uint8Array) => authority.sign(data)];
    const about = { contentType: OID.timeStampInfo, content: info, isDetached: false };
    const loaded = await signCms({ ...about, certificates: [...own, ...certificates] }, sign);
    expect(await codeOfAsync(verifyTimeStamp(loaded, data, trust()))).toBe('extract.time-stamp-invalid');
    expect(await codeOfAsync(verifyTimeStamp(loaded, data, { ...trust(), certificates }))).toBe('accepted');
  });

  it('names its certificate by its digest: another one with the same names and key does not pass', async () => {
    const { certificate } = readCms(token, 'extract.time-stamp-invalid');
    const twin = Buffer.from(token);
    // the end of the certificate is its signature, which the token does not cover
    twin[twin.indexOf(certificate) + certificate.length - 1]! ^= 0x01;
    expect(await codeOfAsync(verifyTimeStamp(twin, data, trust()))).toBe('extract.time-stamp-invalid');
  });

  it('is by a key for time-stamps, below an authority that is believed', async () => {
    const { signer, certificates } = ministry.signerOf('UY');
    const about = { contentType: OID.timeStampInfo, content: infoOf(token), isDetached: false };
    const sealed = await signCms({ ...about, certificates }, (bytes) => signer.sign(bytes));
    const believing = trust([ministry.keysOf('UY').ca.certificate]);
    expect(await codeOfAsync(verifyTimeStamp(sealed, data, believing))).toBe('extract.time-stamp-invalid');
  });

  it('is refused when the list of its authority says that it is revoked, or when that list is a false one', async () => {
    const revoked = await developmentAuthority({ nowMs: () => 1_795_000_000_000 }, true);
    const by = { authorities: [revoked.authority], certificates: revoked.certificates };
    const stamped = await revoked.timeStamp(digest);
    expect(await codeOfAsync(verifyTimeStamp(stamped, data, { ...by, crls: [] }))).toBe('accepted');
    const itsList = { ...by, crls: await revoked.revocationLists() };
    expect(await codeOfAsync(verifyTimeStamp(stamped, data, itsList))).toBe('extract.time-stamp-invalid');
    // another authority with the same name
    const falseList = { ...by, crls: await authority.revocationLists() };
    expect(await codeOfAsync(verifyTimeStamp(stamped, data, falseList))).toBe('extract.time-stamp-invalid');
    expect(await codeOfAsync(verifyTimeStamp(stamped, data, { ...by, crls: [Buffer.from('list')] }))).toBe(
      'extract.validation-data-changed',
    );
  });

  it('passes over no byte of its own', async () => {
    for (let place = 0; place < token.length; place += 29) {
      const bent = Uint8Array.from(token);
      bent[place]! ^= 0x01;
      expect({ place, code: await codeOfAsync(verifyTimeStamp(bent, data, trust())) }).not.toEqual({
        place,
        code: 'accepted',
      });
    }
  });

  it('is asked for over a wire, and believed as far as it answers the query', async () => {
    const queries: Uint8Array[] = [];
    const remote = (reply: () => Promise<Uint8Array>) =>
      remoteTimeStampAuthority({
        ...{
          certificates: authority.certificates,
          revocationLists: () => authority.revocationLists(),
          nonce: () => NONCE,
        },
        post: async (query) => {
          queries.push(query);
          return await reply();
        },
      });
    // an authority that leaves out the nonce
    const silent = remote(() => Promise.resolve(timeStampResponse(token)));
    expect(await codeOfAsync(silent.timeStamp(digest))).toBe('extract.time-stamp-invalid');
    expect(Buffer.from(queries[0]!).toString('hex')).toContain(`${digest.toString('hex')}02080102030405060708`);
    const refusing = remote(() => Promise.resolve(Buffer.from('30053003020102', 'hex')));
    expect(await codeOfAsync(refusing.timeStamp(digest))).toBe('extract.time-stamp-unavailable');
    const large = remote(() => Promise.resolve(new Uint8Array(65_537)));
    await expect(large.timeStamp(digest)).rejects.toMatchObject({
      ...{ code: 'extract.time-stamp-invalid', message: 'a reply has at most 65536 bytes' },
    });
  });

  it('is taken from a reply with the nonce of the query, about the digest of the query', async () => {
    const answering = await authority.timeStamp(digest, NONCE);
    expect(tokenOf(timeStampResponse(answering), digest, NONCE)).toEqual(answering);
    expect(codeOf(() => tokenOf(timeStampResponse(answering), digest, Buffer.alloc(8, 9)))).toBe(
      'extract.time-stamp-invalid',
    );
    expect(codeOf(() => tokenOf(timeStampResponse(answering), Buffer.alloc(32), NONCE))).toBe(
      'extract.time-stamp-invalid',
    );
  });

  it('never throws anything but a refusal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const [refusal, reply] = await Promise.all([
          verifyTimeStamp(bytes, data, trust()).catch((error: unknown) => error),
          Promise.resolve()
            .then(() => tokenOf(bytes, digest, NONCE))
            .catch((error: unknown) => error),
        ]);
        return isCrexError(refusal) && isCrexError(reply);
      }),
    );
  });
});

/** What a token signs. */
function infoOf(token: Uint8Array): Uint8Array {
  const { signed } = readCms(token, 'extract.time-stamp-invalid');
  return new Uint8Array(signed.encapContentInfo.eContent!.getValue());
}
