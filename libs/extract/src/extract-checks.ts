import { PDF } from '@libpdf/core';
import { digestOf, isCrexError, type CrexError } from '#libs/protocol';
import { ATTACHMENT_NAME } from './attachment.js';
import { OID, readCms, type ReadCms } from './cms.js';
import { extractError, type ExtractCode } from './error.js';
import { checkExtractSignature, keyOfCertificate, type ReadExtract } from './extract-jws.js';
import { pageOf } from './page.js';
import { mentions, shownOn, showsPage } from './page-text.js';
import type { PdfSignature } from './pdf-signatures.js';
import type { ExtractTrust, LoggedExtract } from './verdict.js';

/** What is wrong in the words of an extract, by the refusal of `pki`. */
const CODE_OF_PKI: Readonly<Record<string, ExtractCode>> = {
  'pki.wrong-member': 'extract.other-country',
  'pki.wrong-country': 'extract.other-country',
  'pki.not-issued-by-member': 'extract.other-country',
  'pki.wrong-environment': 'extract.wrong-environment',
  'pki.not-yet-valid': 'extract.not-yet-valid',
  'pki.expired': 'extract.after-end',
  'pki.revocation-unknown': 'extract.revocation-unknown',
  'pki.crl-stale': 'extract.revocation-unknown',
  'pki.crl-not-yet-valid': 'extract.revocation-unknown',
  'pki.crl-bad-signature': 'extract.validation-data-changed',
  'pki.crl-malformed': 'extract.validation-data-changed',
};

/** Parsers of strangers' bytes fail in many ways; each of them is a document that cannot be read. */
export function faultOf(error: unknown): { code: string; message: string } {
  const fault: CrexError = isCrexError(error)
    ? error
    : extractError('extract.changed', 'the document is damaged: a part of it cannot be read', { cause: error });
  return { code: CODE_OF_PKI[fault.code] ?? fault.code, message: fault.message };
}

export async function load(bytes: Uint8Array): Promise<PDF> {
  try {
    return await PDF.load(bytes, { lenient: false });
  } catch (cause) {
    throw extractError('extract.changed', 'the document is damaged: it cannot be read', { cause });
  }
}

export function readSeal(der: Uint8Array): ReadCms {
  const cms = readCms(der, 'extract.changed');
  if (cms.contentType !== OID.data) throw extractError('extract.no-seal', 'the first signature is not a seal');
  return cms;
}

export function checkEnd(pdf: Uint8Array, { end }: PdfSignature): void {
  if (end !== pdf.length) {
    throw extractError('extract.appended', `${pdf.length - end} bytes stand after what was last signed`);
  }
}

export function checkArchived(stamps: readonly PdfSignature[]): void {
  const areStamps = stamps.every(
    ({ der }) => readCms(der, 'extract.time-stamp-invalid').contentType === OID.timeStampInfo,
  );
  if (!areStamps) throw extractError('extract.appended', 'another signature stands after the seal');
  if (stamps.length === 0) throw extractError('extract.no-time-stamp', 'the document has no archive time-stamp');
}

export function checkedTimeStamp({ timeStamp }: ReadCms): Uint8Array {
  if (timeStamp === undefined) throw extractError('extract.no-time-stamp', 'the seal has no time-stamp');
  return timeStamp;
}

export function attachmentOf(document: PDF): string {
  const names = [...document.getAttachments().keys()];
  const bytes = names.join() === ATTACHMENT_NAME ? document.getAttachment(ATTACHMENT_NAME) : null;
  if (bytes === null) throw extractError('extract.attachment-missing', `not exactly ${ATTACHMENT_NAME} is attached`);
  return Buffer.from(bytes).toString('latin1');
}

export function checkOwnSignature(data: ReadExtract): void {
  checkExtractSignature(data, keyOfCertificate(data.certificates[0] as Uint8Array));
}

export function checkSameSigner(data: ReadExtract, { certificate }: ReadCms): void {
  if (!Buffer.from(certificate).equals(data.certificates[0] as Uint8Array)) {
    throw extractError(
      'extract.attachment-swapped',
      'the attached data is signed with another certificate than the document',
    );
  }
}

export function checkEnvironment({ content }: ReadExtract, { env }: ExtractTrust): void {
  if (content.env !== env) throw extractError('extract.wrong-environment', `made for ${content.env}, not for ${env}`);
}

/** The number on the page tells whether another extract's data was attached, or the page itself says something else. */
export function checkPage(document: PDF, { content }: ReadExtract): void {
  const shown = shownOn(document);
  if (!mentions(shown, content.number)) {
    throw extractError('extract.attachment-swapped', 'the attached data belongs to another extract than the pages');
  }
  if (!showsPage(shown, pageOf(content))) {
    throw extractError('extract.page-differs', 'the pages say something else than the attached data');
  }
}

export function checkNotRevokedBefore(revokedAt: number | undefined, sealedAtMs: number): void {
  if (revokedAt !== undefined && revokedAt * 1000 <= sealedAtMs) {
    throw extractError('extract.revoked', `the certificate was revoked ${at(revokedAt * 1000)}, before it sealed`);
  }
}

/** @throws log.proof-invalid for whatever the reading of the proof throws */
export function provenEntry(logEntry: () => LoggedExtract): LoggedExtract {
  try {
    return logEntry();
  } catch (cause) {
    const why = isCrexError(cause) ? `: ${cause.message}` : '';
    throw extractError('log.proof-invalid', `the proof does not show an entry of a known log${why}`, { cause });
  }
}

export function checkLoggedExtract(entry: LoggedExtract, { token, content }: ReadExtract): void {
  const { origin, eventId } = content.log;
  if (entry.extractDigest !== digestOf(token) || entry.origin !== origin || entry.eventId !== eventId) {
    throw extractError('log.proof-of-other-extract', 'the proof is of another entry than that of this extract');
  }
}

export function checkCosigned({ isCosigned }: LoggedExtract): void {
  if (!isCosigned) {
    throw extractError(
      'log.quorum-missing',
      'fewer witnesses have seen the log with this entry than the policy demands',
    );
  }
}

export function at(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
