import { generateKeyPair, randomBytes, sign, type KeyObject, type webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';
import { GeneralizedTime, Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import type { Clock } from '#libs/protocol';
import { exact, OID, signCms, type RawSign } from './cms.js';
import { positive, readTimeStampQuery, timeStampResponse, type TimeStampAuthority } from './time-stamp.js';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const HASH = { name: 'ECDSA', hash: 'SHA-256' } as const;
const YEAR_MS = 365 * 86_400_000;
const newPair = promisify(generateKeyPair);
const signInPool = promisify(sign);

/** A time-stamp authority in this process, with a CA of its own. */
export interface DevelopmentAuthority extends TimeStampAuthority {
  /** With the nonce of a query, where there is one. */
  timeStamp(digest: Uint8Array, nonce?: Uint8Array): Promise<Uint8Array>;
  /** Its key over anything: r || s. */
  sign(data: Uint8Array): Promise<Uint8Array>;
  /** DER: for those who are to believe it. */
  readonly authority: Uint8Array;
}

/**
 * An authority for the demo and for tests: its time is that of the given clock, and nobody outside has reason to believe
 * it. Nothing but its form is that of a real one.
 *
 * @see RFC 3161; ETSI EN 319 422
 */
export async function developmentAuthority(clock: Clock): Promise<DevelopmentAuthority> {
  const now = clock.nowMs();
  const period = { notBefore: new Date(now - YEAR_MS), notAfter: new Date(now + 10 * YEAR_MS) };
  const [root, own] = await Promise.all([
    newPair('ec', { namedCurve: 'P-256' }),
    newPair('ec', { namedCurve: 'P-256' }),
  ]);
  const rootName = 'O=CREX development, CN=CREX development time-stamp CA';
  const rootKey = signing(root.privateKey);
  const keyId = await SubjectKeyIdentifierExtension.create(verifying(root.publicKey));
  const issuedBy = new AuthorityKeyIdentifierExtension(keyId.keyId);
  const authority = await X509CertificateGenerator.create({
    ...{ ...period, serialNumber: serial(), subject: rootName, issuer: rootName, signingAlgorithm: HASH },
    ...{ publicKey: verifying(root.publicKey), signingKey: rootKey },
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ...[keyId, issuedBy],
    ],
  });
  const certificate = await X509CertificateGenerator.create({
    ...{ ...period, serialNumber: serial(), issuer: rootName, signingAlgorithm: HASH, signingKey: rootKey },
    ...{ subject: 'O=CREX development, CN=CREX development time-stamps', publicKey: verifying(own.publicKey) },
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([OID.timeStamping], true),
      ...[await SubjectKeyIdentifierExtension.create(verifying(own.publicKey)), issuedBy],
    ],
  });
  const crl = await X509CrlGenerator.create({
    ...{ issuer: rootName, signingKey: rootKey, signingAlgorithm: HASH, entries: [] },
    ...{ thisUpdate: new Date(now - 3_600_000), nextUpdate: new Date(now + YEAR_MS) },
    extensions: [issuedBy, new Extension('2.5.29.20', false, Buffer.from('020101', 'hex'))],
  });
  const authorityDer = new Uint8Array(authority.rawData);
  // its CA's certificate stands in the validation data, not in each token
  const certificates = [new Uint8Array(certificate.rawData)];
  const sign: RawSign = async (data) =>
    await signInPool('sha256', data, { key: own.privateKey, dsaEncoding: 'ieee-p1363' });
  return {
    sign,
    authority: authorityDer,
    certificates: [authorityDer],
    revocationLists: () => Promise.resolve([new Uint8Array(crl.rawData)]),
    timeStamp: async (digest, nonce) =>
      await signCms(
        {
          contentType: OID.timeStampInfo,
          content: infoAbout(digest, clock.nowMs(), nonce),
          isDetached: false,
          certificates,
        },
        sign,
      ),
  };
}

/** What such an authority answers to a query over a wire. @throws extract.time-stamp-invalid @see RFC 3161 section 3.4 */
export async function answerTimeStampQuery(authority: DevelopmentAuthority, query: Uint8Array): Promise<Uint8Array> {
  const { digest, nonce } = readTimeStampQuery(query);
  return timeStampResponse(await authority.timeStamp(digest, nonce));
}

/** A TSTInfo without optional fields. @see RFC 3161 section 2.4.2 */
function infoAbout(digest: Uint8Array, atMs: number, nonce?: Uint8Array): Uint8Array {
  const algorithm = new Sequence({ value: [new ObjectIdentifier({ value: OID.sha256 })] });
  const imprint = new Sequence({ value: [algorithm, new OctetString({ valueHex: exact(digest) })] });
  const info = new Sequence({
    value: [
      new Integer({ value: 1 }),
      // a policy for tests, of the arc for examples
      new ObjectIdentifier({ value: '2.999.1' }),
      imprint,
      positive(Buffer.from(serial(), 'hex')),
      new GeneralizedTime({ valueDate: new Date(Math.floor(atMs / 1000) * 1000) }),
      ...(nonce === undefined ? [] : [positive(nonce)]),
    ],
  });
  return new Uint8Array(info.toBER(false));
}

function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] as number) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

function signing(key: KeyObject): webcrypto.CryptoKey {
  return key.toCryptoKey(CURVE, true, ['sign']);
}

function verifying(key: KeyObject): webcrypto.CryptoKey {
  return key.toCryptoKey(CURVE, true, ['verify']);
}
