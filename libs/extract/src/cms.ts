import { createHash, verify, type KeyObject } from 'node:crypto';
import { Constructed, fromBER, ObjectIdentifier, OctetString, Sequence, type AsnType } from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  createCMSECDSASignature,
  CryptoEngine,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  setEngine,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  type RelativeDistinguishedNames,
} from 'pkijs';
import { extractError, type ExtractCode } from './error.js';
import { keyOfCertificate } from './extract-jws.js';

setEngine('crex', new CryptoEngine({ name: 'crex', crypto: globalThis.crypto }));

export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;

/** Signs data with ES256: r || s, as a device or a key file does it. */
export type RawSign = (data: Uint8Array) => Promise<Uint8Array>;

/** What is to be signed as CMS. */
export interface CmsContent {
  /** `data` for a seal, `timeStampInfo` for a time-stamp token. */
  readonly contentType: string;
  /** What the signature is about. */
  readonly content: Uint8Array;
  /** A seal does not carry its content: that is the document around it. */
  readonly isDetached: boolean;
  /** DER: the signer's, then those above it. */
  readonly certificates: readonly Uint8Array[];
}

/**
 * A CMS signature of the CAdES form: contentType, messageDigest and signing-certificate-v2 are signed, and nothing else;
 * a signing-time is forbidden in PAdES (the time-stamp tells it).
 *
 * @param timeStamp asked for a token about the signature's bytes, for the unsigned attribute of level T
 * @see RFC 5652 section 5; ETSI EN 319 122-1; ETSI EN 319 142-1 section 6.3
 */
export async function signCms(
  { contentType, content, isDetached, certificates }: CmsContent,
  sign: RawSign,
  timeStamp?: (signature: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const chain = certificates.map((der) => readCertificate(der));
  const signer = chain[0] as Certificate;
  const signedAttrs = new SignedAndUnsignedAttributes({
    type: 0,
    attributes: [
      attribute(OID.contentType, new ObjectIdentifier({ value: contentType })),
      attribute(OID.messageDigest, new OctetString({ valueHex: sha256(content) })),
      attribute(OID.signingCertificateV2, signingCertificate(certificates[0] as Uint8Array, signer)),
    ],
  });
  const signature = createCMSECDSASignature(exact(await sign(signedForm(signedAttrs))));
  const token = await timeStamp?.(new Uint8Array(signature));
  const signerInfo = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
    digestAlgorithm: new AlgorithmIdentifier({ algorithmId: OID.sha256 }),
    signatureAlgorithm: new AlgorithmIdentifier({ algorithmId: OID.ecdsaWithSha256 }),
    signedAttrs,
    signature: new OctetString({ valueHex: signature }),
    ...(token !== undefined && { unsignedAttrs: unsigned(token) }),
  });
  const signed = new SignedData({
    version: contentType === OID.data ? 1 : 3,
    digestAlgorithms: [new AlgorithmIdentifier({ algorithmId: OID.sha256 })],
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: contentType,
      ...(!isDetached && { eContent: new OctetString({ valueHex: exact(content) }) }),
    }),
    certificates: chain,
    signerInfos: [signerInfo],
  });
  const info = new ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) });
  return new Uint8Array(info.toSchema().toBER(false));
}

/** A CMS signature taken apart; nothing is believed yet. */
export interface ReadCms {
  readonly signed: SignedData;
  readonly contentType: string;
  readonly signer: SignerInfo;
  /** DER of the certificate that the signer names. */
  readonly certificate: Uint8Array;
  readonly certificates: readonly Uint8Array[];
  /** DER of the time-stamp over the signature. */
  readonly timeStamp: Uint8Array | undefined;
}

/** Reads a CMS with exactly one signer, whose certificate it carries. @throws the given code */
export function readCms(der: Uint8Array, code: ExtractCode): ReadCms {
  try {
    const info = new ContentInfo({ schema: fromBER(exact(der)).result });
    const signed = new SignedData({ schema: info.content as unknown });
    const certificates = (signed.certificates ?? []).filter((one): one is Certificate => one instanceof Certificate);
    const [signer, ...others] = signed.signerInfos;
    const sid = signer?.sid as unknown;
    if (signer === undefined || others.length > 0 || !(sid instanceof IssuerAndSerialNumber)) throw new TypeError();
    // byte for byte: the library's own comparison of names passes over capitals, and the name here is not signed
    const own = certificates.find(
      (one) => sameNames(one.issuer, sid.issuer) && one.serialNumber.isEqual(sid.serialNumber),
    );
    if (own === undefined) throw new TypeError();
    const token = signer.unsignedAttrs?.attributes.find(({ type }) => type === OID.timeStampToken);
    return {
      signed,
      contentType: signed.encapContentInfo.eContentType,
      signer,
      certificate: derOf(own),
      certificates: certificates.map(derOf),
      timeStamp: token && new Uint8Array((token.values[0] as Sequence).toBER(false)),
    };
  } catch (cause) {
    throw extractError(code, 'not a CMS signature with one signer and its certificate', { cause });
  }
}

/**
 * Checks a detached seal over the bytes that it covers: the signed attributes are those that PAdES asks for, and the
 * signature is by the key of the certificate that they name.
 *
 * @throws extract.changed
 */
export function checkSealCms(cms: ReadCms, covered: Uint8Array): void {
  checkAlgorithms(cms);
  checkSignedAttributes(cms);
  checkDigest(cms, covered);
  checkNamedCertificate(cms);
  checkSignatureValue(cms, keyOfCertificate(cms.certificate));
}

function checkAlgorithms({ signed, signer }: ReadCms): void {
  const isExpected =
    signed.encapContentInfo.eContent === undefined &&
    signer.digestAlgorithm.algorithmId === OID.sha256 &&
    signer.signatureAlgorithm.algorithmId === OID.ecdsaWithSha256;
  if (!isExpected) throw extractError('extract.changed', 'the seal is not a detached signature by ECDSA with SHA-256');
}

function checkSignedAttributes({ signer, contentType }: ReadCms): void {
  const types = signer.signedAttrs?.attributes.map(({ type }) => type) ?? [];
  const expected: string[] = [OID.contentType, OID.messageDigest, OID.signingCertificateV2];
  const stated = valueOf(signer, OID.contentType);
  const isStated = stated instanceof ObjectIdentifier && stated.valueBlock.toString() === contentType;
  if ([...types].sort().join() !== expected.sort().join() || !isStated || contentType !== OID.data) {
    throw extractError('extract.changed', 'the seal does not sign what a seal signs (ETSI EN 319 142-1)');
  }
}

function checkDigest({ signer }: ReadCms, covered: Uint8Array): void {
  const stated = valueOf(signer, OID.messageDigest);
  const isSame =
    stated instanceof OctetString && Buffer.from(stated.valueBlock.valueHexView).equals(Buffer.from(sha256(covered)));
  if (!isSame) throw extractError('extract.changed', 'the document is not the one that was sealed');
}

/** The signed attribute pins the certificate by its digest: another one with the same key does not pass (RFC 5035). */
export function checkNamedCertificate(cms: ReadCms): void {
  const value = valueOf(cms.signer, OID.signingCertificateV2);
  const digest = Buffer.from(sha256(cms.certificate));
  const isNamed = value instanceof Sequence && namesCertificate(value, digest);
  if (!isNamed) throw extractError('extract.changed', 'the signature names another certificate');
}

function namesCertificate(value: Sequence, digest: Buffer): boolean {
  const [ids] = value.valueBlock.value;
  const [first] = ids instanceof Sequence ? ids.valueBlock.value : [];
  const parts = first instanceof Sequence ? first.valueBlock.value : [];
  // hashAlgorithm may stand before it; SHA-256 is the default
  const hash = parts.find((part) => part instanceof OctetString);
  return hash instanceof OctetString && digest.equals(Buffer.from(hash.valueBlock.valueHexView));
}

function checkSignatureValue({ signer }: ReadCms, publicKey: KeyObject): void {
  const attributes = signer.signedAttrs;
  const signature = signer.signature.valueBlock.valueHexView;
  if (attributes === undefined || !isSignedBy(publicKey, signedForm(attributes), signature)) {
    throw extractError('extract.changed', 'the signature of the seal does not verify');
  }
}

function isSignedBy(publicKey: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  return publicKey.asymmetricKeyType === 'ec' && verify('sha256', data, publicKey, signature);
}

/** Hashes of ECDSA signatures (RFC 5758 section 3.2). */
const ECDSA_HASHES: Readonly<Record<string, string>> = {
  [OID.ecdsaWithSha256]: 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

/** An ECDSA signature in its one DER form: the library reads others too. Of other algorithms the library judges alone. */
export function isStrictlySigned(signer: SignerInfo, certificate: Uint8Array): boolean {
  const hash = ECDSA_HASHES[signer.signatureAlgorithm.algorithmId];
  if (hash === undefined) return true;
  const { signedAttrs, signature } = signer;
  const key = keyOfCertificate(certificate);
  return signedAttrs !== undefined && verify(hash, signedForm(signedAttrs), key, signature.valueBlock.valueHexView);
}

function valueOf({ signedAttrs }: SignerInfo, type: string): unknown {
  return signedAttrs?.attributes.find((one) => one.type === type)?.values[0];
}

/** As it is signed: a SET OF instead of the implicit tag (RFC 5652 section 5.4). */
function signedForm(attributes: SignedAndUnsignedAttributes): Uint8Array {
  const read = attributes.encodedValue;
  const der = new Uint8Array(read.byteLength > 0 ? read.slice(0) : attributes.toSchema().toBER(false));
  der[0] = 0x31;
  return der;
}

function attribute(type: string, value: AsnType): Attribute {
  return new Attribute({ type, values: [value] });
}

function unsigned(token: Uint8Array): SignedAndUnsignedAttributes {
  const value = fromBER(exact(token)).result;
  return new SignedAndUnsignedAttributes({ type: 1, attributes: [attribute(OID.timeStampToken, value)] });
}

/** SigningCertificateV2 with one ESSCertIDv2; SHA-256 is the default and so left out (RFC 5035 section 3). */
function signingCertificate(der: Uint8Array, certificate: Certificate): Sequence {
  const issuer = new Constructed({ idBlock: { tagClass: 3, tagNumber: 4 }, value: [certificate.issuer.toSchema()] });
  const issuerSerial = new Sequence({
    value: [new Sequence({ value: [issuer] }), certificate.serialNumber],
  });
  const id = new Sequence({ value: [new OctetString({ valueHex: sha256(der) }), issuerSerial] });
  return new Sequence({ value: [new Sequence({ value: [id] })] });
}

/** @throws extract.wrong-certificate */
export function readCertificate(der: Uint8Array): Certificate {
  try {
    return Certificate.fromBER(exact(der));
  } catch (cause) {
    throw extractError('extract.wrong-certificate', 'not a DER certificate', { cause });
  }
}

function derOf(certificate: Certificate): Uint8Array {
  return new Uint8Array(certificate.toSchema().toBER(false));
}

function sameNames(one: RelativeDistinguishedNames, other: RelativeDistinguishedNames): boolean {
  return Buffer.from(one.toSchema().toBER(false)).equals(Buffer.from(other.toSchema().toBER(false)));
}

function sha256(data: Uint8Array): ArrayBuffer {
  return exact(createHash('sha256').update(data).digest());
}

/** The bytes in a buffer of their own: that is what the ASN.1 library reads. */
export function exact(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
