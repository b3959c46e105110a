import type { PDF } from '@libpdf/core';
import { digestOf, isCrexError } from '#libs/protocol';
import { ATTACHMENT_NAME } from './attachment.js';
import { checkSealCms, type ReadCms } from './cms.js';
import { checkOnlyArchived, validationDataOf, type ValidationData } from './compare-revisions.js';
import type { ExtractContent } from './content.js';
import { extractError } from './error.js';
import {
  at,
  attachmentOf,
  checkArchived,
  checkCosigned,
  checkedTimeStamp,
  checkEnd,
  checkEnvironment,
  checkLoggedExtract,
  checkNotRevokedBefore,
  checkOwnSignature,
  checkPage,
  checkSameSigner,
  faultOf,
  load,
  provenEntry,
  readSeal,
} from './extract-checks.js';
import { readExtractJws, type ReadExtract } from './extract-jws.js';
import { findSignatures, type PdfSignature } from './pdf-signatures.js';
import { verifyTimeStamp } from './time-stamp.js';
import type { ExtractCheck, ExtractFinding, ExtractTrust, ExtractVerdict } from './verdict.js';

/**
 * Judges a sealed extract with what the verifier brings and nothing else: no network, no database, no clock. Every check
 * is made that can be made, whatever the others have found.
 *
 * @see docs/protocol/extract.md, "What a verifier does"
 */
export async function verifyExtract(pdf: Uint8Array, trust: ExtractTrust): Promise<ExtractVerdict> {
  return await new Verification(pdf, trust).run();
}

/**
 * What a document claims to be, before anything of it is believed: a verifier finds by it which directory to judge by.
 *
 * @throws extract.not-a-pdf extract.no-seal extract.changed extract.attachment-missing extract.malformed
 * extract.unknown-version
 */
export async function claimsOf(pdf: Uint8Array): Promise<ExtractContent> {
  const [seal] = findSignatures(pdf) as [PdfSignature];
  try {
    return readExtractJws(attachmentOf(await load(pdf.slice(0, seal.end)))).content;
  } catch (error) {
    if (isCrexError(error)) throw error;
    throw extractError('extract.changed', 'the document is damaged: its data cannot be read', { cause: error });
  }
}

class Verification {
  private readonly findings: ExtractFinding[] = [];
  private data: ReadExtract | undefined;
  private isWhole = false;
  private sealedAtMs: number | undefined;
  private archivedAtMs: number | undefined;

  constructor(
    private readonly pdf: Uint8Array,
    private readonly trust: ExtractTrust,
  ) {}

  async run(): Promise<ExtractVerdict> {
    const signatures = await this.check(
      'file.signatures',
      () => findSignatures(this.pdf),
      (all) => `${all.length} signatures found`,
    );
    const [seal, ...stamps] = signatures ?? [];
    if (seal !== undefined) {
      const cms = await this.checkSeal(seal);
      const sealed = await this.check(
        'file.readable',
        () => load(this.pdf.slice(0, seal.end)),
        () => 'the sealed document can be read',
      );
      await this.checkRevisions(sealed, seal, stamps);
      const validation = await this.checkArchive(sealed, stamps);
      await this.checkTimeStamp(cms, validation);
      if (sealed !== undefined) await this.checkData(sealed, cms);
      if (cms !== undefined) await this.checkCertificate(cms, validation.crls);
      await this.checkLog();
    }
    const fault = this.findings.find(({ result }) => result === 'fault');
    return {
      verdict: fault === undefined ? 'good' : 'fault',
      code: fault?.code,
      findings: this.findings,
      extractDigest: this.data && digestOf(this.data.token),
      content: this.data?.content,
      sealedAtMs: this.sealedAtMs,
    };
  }

  private async checkSeal({ der, covered }: PdfSignature): Promise<ReadCms | undefined> {
    const cms = await this.check(
      'seal.form',
      () => readSeal(der),
      () => 'a seal of the form PAdES',
    );
    if (cms === undefined) return undefined;
    const whole = await this.check(
      'seal.bytes',
      () => (checkSealCms(cms, covered), true),
      () => 'no byte of the document has changed since it was sealed',
    );
    this.isWhole = whole === true;
    return cms;
  }

  /** After the seal come validation data and time-stamps, and the last byte belongs to the last time-stamp. */
  private async checkRevisions(
    sealed: PDF | undefined,
    seal: PdfSignature,
    stamps: readonly PdfSignature[],
  ): Promise<void> {
    await this.check(
      'file.end',
      () => checkEnd(this.pdf, stamps.at(-1) ?? seal),
      () => 'nothing stands after the last signature',
    );
    if (sealed === undefined) return;
    await this.check(
      'file.revisions',
      async () => checkOnlyArchived(sealed, await load(this.pdf)),
      () => 'only validation data and time-stamps were added after the seal',
    );
  }

  private async checkArchive(sealed: PDF | undefined, stamps: readonly PdfSignature[]) {
    await this.check(
      'archive.present',
      () => checkArchived(stamps),
      () => 'the document is archived with a time-stamp over everything',
    );
    const document = sealed && (await this.quietly(() => load(this.pdf)));
    const found =
      document &&
      (await this.check(
        'archive.validation-data',
        () => validationDataOf(document),
        ({ crls }) => `${crls.length} revocation lists`,
      ));
    const data = found ?? { certificates: [], crls: [] };
    const trust = { authorities: this.trust.timeStampAuthorities, ...data };
    for (const { der, covered } of stamps) {
      const stamp = await this.check(
        'archive.time-stamp',
        () => verifyTimeStamp(der, covered, trust, 'extract.validation-data-changed'),
        ({ atMs }) => `archived ${at(atMs)}`,
      );
      this.archivedAtMs ??= stamp?.atMs;
    }
    return data;
  }

  private async checkTimeStamp(cms: ReadCms | undefined, data: ValidationData): Promise<void> {
    if (cms === undefined) return;
    const trust = { authorities: this.trust.timeStampAuthorities, ...data };
    const stamp = await this.check(
      'time-stamp.seal',
      () => verifyTimeStamp(checkedTimeStamp(cms), cms.signer.signature.valueBlock.valueHexView, trust),
      ({ atMs }) => `sealed ${at(atMs)} at the latest`,
    );
    this.sealedAtMs = stamp?.atMs;
  }

  private async checkData(sealed: PDF, cms: ReadCms | undefined): Promise<void> {
    const token = await this.check(
      'data.attached',
      () => attachmentOf(sealed),
      () => `${ATTACHMENT_NAME} is attached`,
    );
    if (token === undefined) return;
    const data = await this.check(
      'data.readable',
      () => readExtractJws(token),
      ({ content }) => `extract ${content.number}`,
    );
    if (data === undefined) return;
    this.data = data;
    await this.check(
      'data.signature',
      () => checkOwnSignature(data),
      () => 'the attached data is signed and unchanged',
    );
    if (cms !== undefined) {
      await this.check(
        'data.signer',
        () => checkSameSigner(data, cms),
        () => 'signed with the certificate of the seal',
      );
    }
    await this.check(
      'data.environment',
      () => checkEnvironment(data, this.trust),
      () => `made for ${data.content.env}`,
    );
    // damaged fonts can keep their parser busy without end: only what was sealed is read
    if (!this.isWhole) return;
    await this.check(
      'page.words',
      () => checkPage(sealed, data),
      () => 'the pages say what the attached data says, and nothing else',
    );
  }

  private async checkCertificate({ certificate }: ReadCms, crls: readonly Uint8Array[]): Promise<void> {
    const country = this.data?.content.issuer.country;
    const atMs = this.sealedAtMs;
    // without the data nobody knows whose seal it should be, without a time-stamp not when; both are faults already
    if (country === undefined || atMs === undefined) return;
    const { certificates, env, newerCrls } = this.trust;
    const caCertificates = this.trust.caCertificatesOf(country);
    await this.check(
      'certificate.chain',
      () => certificates.verifyChain(certificate, { env, member: country, role: 'extract-seal', atMs, caCertificates }),
      () => `of ${country}, certified by its authority and in force when it sealed`,
    );
    const judge = (lists: readonly Uint8Array[], lookedAtMs: number) => {
      const revokedAt = certificates.revokedAt(certificate, lists, { caCertificates, atMs: lookedAtMs });
      checkNotRevokedBefore(revokedAt, atMs);
    };
    await this.check(
      'certificate.revocation',
      () => judge(crls, this.archivedAtMs ?? atMs),
      () => 'not revoked when it sealed',
    );
    if (newerCrls !== undefined) {
      await this.check(
        'certificate.newest-revocation',
        () => judge(newerCrls.of(country), newerCrls.atMs),
        () => 'nor by the newest list of its authority',
      );
    }
  }

  /** What only the log can tell: that the country has told its witnesses of this extract, and cannot take that back. */
  private async checkLog(): Promise<void> {
    const { data } = this;
    const { logEntry } = this.trust;
    if (logEntry === undefined) {
      const says = 'the log was not looked at: no proof of the entry was given';
      this.findings.push({ part: 'log', check: 'log.proof', result: 'not-made', code: 'log.not-looked-at', says });
      return;
    }
    if (data === undefined) return; // a fault already
    const entry = await this.check(
      'log.proof',
      () => provenEntry(logEntry),
      ({ origin }) => `an entry of the log ${origin}`,
    );
    if (entry === undefined) return;
    await this.check(
      'log.extract',
      () => checkLoggedExtract(entry, data),
      () => 'the entry is about this extract',
    );
    await this.check(
      'log.quorum',
      () => checkCosigned(entry),
      () => 'enough witnesses have seen the log with this entry',
    );
  }

  /** Makes a check. Its fault is noted, with the code of this lib where it has one. */
  private async check<T>(
    check: ExtractCheck,
    work: () => T | Promise<T>,
    says: (good: T) => string,
  ): Promise<T | undefined> {
    const part = check.slice(0, check.indexOf('.')) as ExtractFinding['part'];
    try {
      const good = await work();
      this.findings.push({ part, check, result: 'good', says: says(good) });
      return good;
    } catch (error) {
      const { code, message } = faultOf(error);
      this.findings.push({ part, check, result: 'fault', code, says: message });
      return undefined;
    }
  }

  private async quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch {
      return undefined; // it was a finding already
    }
  }
}
