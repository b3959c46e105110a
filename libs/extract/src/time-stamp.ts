import { createHash } from 'node:crypto';
import { fromBER, Integer, OctetString } from 'asn1js';
import {
  AlgorithmIdentifier,
  CertificateRevocationList,
  ContentInfo,
  MessageImprint,
  PKIStatus,
  PKIStatusInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
  type Certificate,
  type ExtKeyUsage,
} from 'pkijs';
import { checkNamedCertificate, exact, isStrictlySigned, OID, readCertificate, readCms, type ReadCms } from './cms.js';
import { digestOf } from '#libs/protocol';
import { extractError, type ExtractCode } from './error.js';

/** Somebody whose word about the time others believe. */
export interface TimeStampAuthority {
  /** A token (DER) that this SHA-256 digest existed. @throws extract.time-stamp-unavailable extract.time-stamp-invalid */
  timeStamp(digest: Uint8Array): Promise<Uint8Array>;
  /** DER: the certificates above those in its tokens. */
  readonly certificates: readonly Uint8Array[];
  /** DER: what is known of its revoked certificates, for the archive. */
  revocationLists(): Promise<readonly Uint8Array[]>;
}

/** What a relying party takes of a token that is in order. */
export interface TimeStamp {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** DER of the authority's certificate. */
  readonly certificate: Uint8Array;
}

const MAX_RESPONSE_BYTES = 65_536;

/** The authority behind an address: `post` sends a query (RFC 3161 section 3.4) and gives the reply's bytes. */
export interface RemoteAuthority {
  readonly post: (query: Uint8Array) => Promise<Uint8Array>;
  readonly certificates: readonly Uint8Array[];
  readonly revocationLists: () => Promise<readonly Uint8Array[]>;
  /** 8 fresh random bytes. */
  readonly nonce: () => Uint8Array;
}

/** An authority that is asked over a wire; its replies are believed only as far as they match the query. */
export function remoteTimeStampAuthority({ post, nonce, ...known }: RemoteAuthority): TimeStampAuthority {
  return {
    ...known,
    timeStamp: async (digest) => {
      const fresh = nonce();
      return tokenOf(await post(timeStampQuery(digest, fresh)), digest, fresh);
    },
  };
}

/** A TimeStampReq for a SHA-256 digest that asks for the certificate. @see RFC 3161 section 2.4.1 */
export function timeStampQuery(digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  const query = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: OID.sha256 }),
      hashedMessage: new OctetString({ valueHex: exact(digest) }),
    }),
    nonce: positive(nonce),
    certReq: true,
  });
  return new Uint8Array(query.toSchema().toBER(false));
}

/** The token of a TimeStampResp that grants what was asked. @throws extract.time-stamp-unavailable extract.time-stamp-invalid */
export function tokenOf(response: Uint8Array, digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  checkSize(response);
  const { status, token } = readResponse(response);
  if (status > 1 || token === undefined) {
    throw extractError('extract.time-stamp-unavailable', `the authority refused (status ${status})`);
  }
  const info = infoOf(readCms(token, 'extract.time-stamp-invalid'));
  checkImprint(info, digest);
  checkNonce(info, nonce);
  return token;
}

function readResponse(der: Uint8Array): { status: number; token: Uint8Array | undefined } {
  try {
    const { status, timeStampToken } = TimeStampResp.fromBER(exact(der));
    return { status: status.status, token: timeStampToken && new Uint8Array(timeStampToken.toSchema().toBER(false)) };
  } catch (cause) {
    throw extractError('extract.time-stamp-invalid', 'not a reply of a time-stamp authority', { cause });
  }
}

/** Whom a relying party believes about the time. */
export interface TimeStampTrust {
  /** DER of the authorities' CA certificates. */
  readonly authorities: readonly Uint8Array[];
  /** DER; those of other CAs are passed over. */
  readonly crls: readonly Uint8Array[];
  /** DER: certificates that a token may carry beside its signer's. What nobody pins could be exchanged unseen. */
  readonly certificates: readonly Uint8Array[];
}

/**
 * Judges a time-stamp token over some bytes: imprint, signature, the authority's purpose, its chain at that time.
 *
 * @param otherBytes the code for a token that is about other bytes
 * @throws extract.time-stamp-invalid extract.time-stamp-authority-unknown
 * @see RFC 3161 section 2.4.2
 */
export async function verifyTimeStamp(
  token: Uint8Array,
  data: Uint8Array,
  trust: TimeStampTrust,
  otherBytes: ExtractCode = 'extract.time-stamp-invalid',
): Promise<TimeStamp> {
  const cms = readCms(token, 'extract.time-stamp-invalid');
  const info = infoOf(cms);
  const certificate = readCertificate(cms.certificate);
  checkImprint(info, createHash('sha256').update(data).digest(), otherBytes);
  checkNames(cms);
  checkCarried(cms, trust);
  checkEnvelope(cms, token);
  checkPurpose(certificate);
  await checkSignatureAndChain(cms, data, info.genTime, trust);
  await checkNotRevoked(certificate, trust);
  return { atMs: info.genTime.getTime(), certificate: cms.certificate };
}

function infoOf({ signed, contentType }: ReadCms): TSTInfo {
  const content = signed.encapContentInfo.eContent;
  try {
    if (contentType !== OID.timeStampInfo || content === undefined) throw new TypeError();
    return TSTInfo.fromBER(content.getValue());
  } catch (cause) {
    throw extractError('extract.time-stamp-invalid', 'not a time-stamp token', { cause });
  }
}

function checkSize(response: Uint8Array): void {
  if (response.length > MAX_RESPONSE_BYTES) {
    throw extractError('extract.time-stamp-invalid', `a reply has at most ${MAX_RESPONSE_BYTES} bytes`);
  }
}

function checkImprint(
  { messageImprint }: TSTInfo,
  digest: Uint8Array,
  code: ExtractCode = 'extract.time-stamp-invalid',
): void {
  const isSame =
    messageImprint.hashAlgorithm.algorithmId === OID.sha256 &&
    Buffer.from(messageImprint.hashedMessage.valueBlock.valueHexView).equals(digest);
  if (!isSame) throw extractError(code, 'the time-stamp is about other bytes');
}

function checkNonce({ nonce }: TSTInfo, expected: Uint8Array): void {
  if (nonce?.isEqual(positive(expected)) !== true) {
    throw extractError('extract.time-stamp-invalid', 'the time-stamp answers another query');
  }
}

function checkNames(cms: ReadCms): void {
  try {
    checkNamedCertificate(cms);
  } catch (cause) {
    throw extractError('extract.time-stamp-invalid', 'the time-stamp names another certificate', { cause });
  }
}

function checkCarried({ certificate, certificates }: ReadCms, trust: TimeStampTrust): void {
  const known = new Set([certificate, ...trust.authorities, ...trust.certificates].map(digestOf));
  if (certificates.some((der) => !known.has(digestOf(der)))) {
    throw extractError('extract.time-stamp-invalid', 'the time-stamp carries a certificate that nothing vouches for');
  }
}

/** Nothing in the unsigned envelope of a token is left to choice (RFC 5652 section 5.1, RFC 3161 section 2.4.2). */
function checkEnvelope({ signed, signer, certificate }: ReadCms, token: Uint8Array): void {
  const again = new ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) }).toSchema();
  const [digest, ...others] = signed.digestAlgorithms;
  const isPlain =
    signed.version === 3 &&
    signer.version === 1 &&
    digest?.algorithmId === signer.digestAlgorithm.algorithmId &&
    others.length === 0 &&
    (signed.crls ?? []).length === 0 &&
    signer.unsignedAttrs === undefined &&
    isStrictlySigned(signer, certificate) &&
    Buffer.from(again.toBER(false)).equals(token);
  if (!isPlain) throw extractError('extract.time-stamp-invalid', 'the time-stamp has another form than a token has');
}

/** Critical and alone: a key for time-stamps does nothing else (RFC 3161 section 2.3). */
function checkPurpose(certificate: Certificate): void {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.37');
  const purposes = (usage?.parsedValue as ExtKeyUsage | undefined)?.keyPurposes ?? [];
  if (usage?.critical !== true || purposes.join() !== OID.timeStamping) {
    throw extractError('extract.time-stamp-invalid', "the certificate is not a time-stamp authority's");
  }
}

async function checkSignatureAndChain(cms: ReadCms, data: Uint8Array, at: Date, trust: TimeStampTrust): Promise<void> {
  const isGood = async (checkChain: boolean): Promise<boolean> => {
    const params = { signer: 0, data: exact(data), checkDate: at, extendedMode: true } as const;
    const trustedCerts = trust.authorities.map((der) => readCertificate(der));
    try {
      const result = await cms.signed.verify({ ...params, trustedCerts, checkChain });
      return result.signatureVerified === true && (!checkChain || result.signerCertificateVerified === true);
    } catch {
      return false; // the library throws for a digest that differs
    }
  };
  if (!(await isGood(false)))
    throw extractError('extract.time-stamp-invalid', 'the time-stamp is not by its authority');
  if (!(await isGood(true))) {
    throw extractError(
      'extract.time-stamp-authority-unknown',
      'the time-stamp is by an authority that is not trusted here',
    );
  }
}

async function checkNotRevoked(certificate: Certificate, { authorities, crls }: TimeStampTrust): Promise<void> {
  const issuer = authorities.map((der) => readCertificate(der)).find((one) => one.subject.isEqual(certificate.issuer));
  for (const der of crls) {
    const crl = readCrl(der);
    if (!crl.issuer.isEqual(certificate.issuer) || issuer === undefined) continue;
    const isSigned = await crl.verify({ issuerCertificate: issuer });
    if (!isSigned || crl.isCertificateRevoked(certificate)) {
      throw extractError('extract.time-stamp-invalid', "the time-stamp authority's certificate is revoked");
    }
  }
}

function readCrl(der: Uint8Array): CertificateRevocationList {
  try {
    return CertificateRevocationList.fromBER(exact(der));
  } catch (cause) {
    throw extractError('extract.validation-data-changed', 'not a revocation list', { cause });
  }
}

/** Bytes as a number that is not negative. */
export function positive(bytes: Uint8Array): Integer {
  return Integer.fromBigInt(BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
}

/** What a query asks for: the digest, and the nonce that the token has to repeat. @throws extract.time-stamp-invalid */
export function readTimeStampQuery(query: Uint8Array): { readonly digest: Uint8Array; readonly nonce?: Uint8Array } {
  try {
    const { messageImprint, nonce } = TimeStampReq.fromBER(exact(query));
    const digest = new Uint8Array(messageImprint.hashedMessage.valueBlock.valueHexView);
    if (messageImprint.hashAlgorithm.algorithmId !== OID.sha256 || digest.length !== 32) throw new TypeError();
    return { digest, ...(nonce && { nonce: new Uint8Array(nonce.valueBlock.valueHexView) }) };
  } catch (cause) {
    throw extractError('extract.time-stamp-invalid', 'not a query for a time-stamp over SHA-256', { cause });
  }
}

/** A token inside a reply, as authorities send it. */
export function timeStampResponse(token: Uint8Array): Uint8Array {
  const response = new TimeStampResp({
    status: new PKIStatusInfo({ status: PKIStatus.granted }),
    timeStampToken: new ContentInfo({ schema: fromBER(exact(token)).result }),
  });
  return new Uint8Array(response.toSchema().toBER(false));
}
