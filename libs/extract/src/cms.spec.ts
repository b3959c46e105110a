import { TestMinistry } from '../../../test/extract/sealed-extract.js';
import { codeOf } from '../../../test/code-of.js';
import { checkSealCms, OID, readCms, signCms, type CmsContent, type RawSign } from './cms.js';

const content = Buffer.from('a document');

describe('the CMS of a seal', () => {
  let ministry: TestMinistry;
  let sign: RawSign;
  let honest: CmsContent;

  beforeAll(async () => {
    ministry = await TestMinistry.open();
    const { signer, certificates } = ministry.signerOf('BR');
    sign = (data) => signer.sign(data);
    honest = { contentType: OID.data, content, isDetached: true, certificates };
  });

  const judge = (der: Uint8Array, covered: Uint8Array = content) =>
    codeOf(() => checkSealCms(readCms(der, 'extract.changed'), covered));

  it('holds for what it was made of, and for nothing else', async () => {
    const der = await signCms(honest, sign);
    expect(judge(der)).toBe('accepted');
    expect(judge(der, Buffer.from('another'))).toBe('extract.changed');
  });

  it('signs contentType, messageDigest and signing-certificate-v2, and no time', async () => {
    const { signer } = readCms(await signCms(honest, sign), 'extract.changed');
    const types = signer.signedAttrs?.attributes.map(({ type }) => type);
    expect(types).toEqual([OID.contentType, OID.messageDigest, OID.signingCertificateV2]);
  });

  it('does not carry the document', async () => {
    expect(judge(await signCms({ ...honest, isDetached: false }, sign))).toBe('extract.changed');
  });

  it('is about data, not about a time-stamp', async () => {
    expect(judge(await signCms({ ...honest, contentType: OID.timeStampInfo }, sign))).toBe('extract.changed');
  });

  it('names its certificate to the last byte', async () => {
    const der = Buffer.from(await signCms(honest, sign));
    const certificate = Buffer.from(honest.certificates[0]!);
    const place = der.indexOf(certificate) + certificate.length - 1;
    der[place]! ^= 0x01;
    expect(judge(new Uint8Array(der))).toBe('extract.changed');
  });

  it('is signed with the key of its certificate', async () => {
    const { signer } = ministry.signerOf('UY');
    expect(judge(await signCms(honest, (data) => signer.sign(data)))).toBe('extract.changed');
  });

  it('has one signer with a certificate, or is none', () => {
    expect(judge(Buffer.from('3003020101', 'hex'))).toBe('extract.changed');
    expect(judge(new Uint8Array())).toBe('extract.changed');
  });
});
