import { createHash } from 'node:crypto';
import { digestOf, type Signer } from '#libs/protocol';
import { OID, readCms, signCms } from './cms.js';
import { extractError } from './error.js';
import { appendSignature, appendValidationData } from './pdf-revision.js';
import type { TimeStampAuthority } from './time-stamp.js';

/** The levels of PAdES: signed, time-stamped, with validation data, archived. @see ETSI EN 319 142-1 section 6 */
export type SealLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

/** How a document is sealed. */
export interface Sealing {
  /** The extract-seal key of the issuing country. */
  readonly signer: Signer;
  /** DER: the signer's certificate, then its CA's. */
  readonly certificates: readonly Uint8Array[];
  /** DER: the CA's revocation list of today. */
  readonly crls: readonly Uint8Array[];
  /** The time that the seal claims, seconds since 1970; the time-stamp is what counts. */
  readonly claimedAt: number;
  readonly timeStamps: TimeStampAuthority;
  /** B-LTA unless it says less. */
  readonly level?: SealLevel;
}

/**
 * Seals a document with the country's extract-seal key (PAdES). Each level adds to the file; nothing that was sealed
 * changes. Archived, the last thing in the file is a time-stamp over all that is before it.
 *
 * @throws extract.wrong-certificate extract.not-sealable, and what the authority throws
 */
export async function sealExtract(pdf: Uint8Array, sealing: Sealing): Promise<Uint8Array> {
  const { signer, certificates, claimedAt, timeStamps, level = 'B-LTA' } = sealing;
  checkCertificates(sealing);
  const tokens: Uint8Array[] = [];
  const stamp = async (data: Uint8Array) => {
    const token = await timeStamps.timeStamp(createHash('sha256').update(data).digest());
    tokens.push(token);
    return token;
  };
  const sealed = await appendSignature(pdf, {
    field: 'Seal',
    type: 'Sig',
    subFilter: 'ETSI.CAdES.detached',
    claimedAt,
    sign: async (content) =>
      await signCms(
        { contentType: OID.data, content, isDetached: true, certificates },
        async (data) => await signer.sign(data),
        level === 'B-B' ? undefined : stamp,
      ),
  });
  if (level === 'B-B' || level === 'B-T') return sealed;
  const data = await validationData(sealing, tokens);
  const lasting = await appendValidationData(sealed, data);
  return level === 'B-LT' ? lasting : await archive(lasting, 'Archive-1', stamp);
}

/**
 * Renews the archive before its time-stamp's algorithms or certificates end: validation data of the last time-stamp, and
 * a new time-stamp over everything.
 *
 * @param count how many archive time-stamps the file has
 */
export async function renewArchive(
  pdf: Uint8Array,
  count: number,
  timeStamps: TimeStampAuthority,
  known: { readonly certificates: readonly Uint8Array[]; readonly crls: readonly Uint8Array[] },
): Promise<Uint8Array> {
  const data = {
    certificates: unique([...known.certificates, ...timeStamps.certificates]),
    crls: unique([...known.crls, ...(await timeStamps.revocationLists())]),
  };
  const stamp = async (covered: Uint8Array) =>
    await timeStamps.timeStamp(createHash('sha256').update(covered).digest());
  return await archive(await appendValidationData(pdf, data), `Archive-${count + 1}`, stamp);
}

async function archive(
  pdf: Uint8Array,
  field: string,
  sign: (covered: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  return await appendSignature(pdf, { field, type: 'DocTimeStamp', subFilter: 'ETSI.RFC3161', sign });
}

async function validationData({ certificates, crls, timeStamps }: Sealing, tokens: readonly Uint8Array[]) {
  const ofTokens = tokens.flatMap((token) => readCms(token, 'extract.time-stamp-invalid').certificates);
  return {
    certificates: unique([...certificates, ...ofTokens, ...timeStamps.certificates]),
    crls: unique([...crls, ...(await timeStamps.revocationLists())]),
  };
}

function unique(all: readonly Uint8Array[]): Uint8Array[] {
  return [...new Map(all.map((der) => [digestOf(der), der])).values()];
}

function checkCertificates({ signer, certificates: [own] }: Sealing): void {
  if (own === undefined || digestOf(own) !== signer.certificate) {
    throw extractError('extract.wrong-certificate', "the first certificate is not that of the signer's key");
  }
}
