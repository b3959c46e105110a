import { createHash, randomBytes } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { ruleOf } from '#libs/catalogue';
import type { DirectoryView, MemberView } from '#libs/directory';
import { afterCommit, sqlOf, type Doorbell, type Transaction } from '#libs/platform';
import {
  CrexError,
  type AnswerBody,
  type CountryCode,
  type Digest,
  type LogPromise,
  type RequestBody,
} from '#libs/protocol';
import type { DecideAnswer } from '../answer/decide-answer.js';
import type { ReceivedQuestion } from '../answer/received-questions.store.js';
import type { Home } from '../context.js';
import { catalogueLabels } from './catalogue-labels.js';
import { checkCodeDigest } from './check-code-digest.js';
import { extractContent, variantOf } from './extract-content.js';
import { sealChain, type ExtractMaking } from './extract-making.js';
import type { ExtractStore } from './extract.store.js';

/** An answer that is certified. It is in the outbox, and waits there for its extract. */
export interface Certifying {
  readonly question: Pick<ReceivedQuestion, 'messageId' | 'asker' | 'contentDigest'>;
  readonly request: RequestBody;
  readonly body: AnswerBody;
  /** Of the answer's entry in the log; its event is the extract's too. */
  readonly promise: LogPromise;
  /** The extract whose place the new one takes. */
  readonly supersedes?: string | undefined;
}

/** Whether a question asks for a certified extract, and its answer is one that can be certified. */
export interface Certifiable {
  certifies(request: RequestBody, body: AnswerBody): boolean;
}

/**
 * Issues the extract that certifies an answer, in the transaction of whoever decided: number, log entry EXTRACT, signed
 * data, a row of the register. Sealing it needs the time-stamp authority, and follows (`SealExtracts`).
 */
export class IssueExtract implements Certifiable {
  constructor(
    private readonly making: ExtractMaking | undefined,
    private readonly decide: Pick<DecideAnswer, 'rules' | 'ruleVersions'>,
    private readonly extracts: ExtractStore,
    private readonly log: AuditLog,
    private readonly trust: { view(): DirectoryView },
    private readonly bell: Doorbell,
    private readonly home: Home,
  ) {}

  certifies({ purpose }: RequestBody, body: AnswerBody): boolean {
    return this.making !== undefined && ruleOf(purpose).scope === 'SEALED_EXTRACT' && variantOf(body) !== undefined;
  }

  /** @returns the number @throws extract.no-authority, extract.malformed, directory.expired */
  async run(tx: Transaction, { question, request, body, promise, supersedes }: Certifying): Promise<string> {
    const { making, home } = this;
    const variant = variantOf(body);
    if (making === undefined || variant === undefined) throw new CrexError('extract.none', 'nothing to certify');
    // loads what makes documents, which the other answers do without
    const { checkCodeOf, labelsOf, signExtract } = await import('#libs/extract');
    const own = this.member(home.country);
    const number = await this.extracts.nextNumber(tx, home.country, yearOf(home));
    const checkCode = checkCodeOf(randomBytes(16));
    const { policyDigest, matchingDigest } = this.decide.rules;
    const { policyVersion, matchingVersion } = this.decide.ruleVersions;
    const unlabelled = extractContent(home, variant, {
      ...{ question, request, body, promise, number, supersedes, checkCode },
      issuer: { authority: own.name, languages: own.languages },
      askerLanguages: this.member(question.asker).languages,
      ...{ address: making.address, validityDays: making.validityDays },
      policy: { version: policyVersion, digest: policyDigest },
      matching: { version: matchingVersion, digest: matchingDigest },
    });
    const content = { ...unlabelled, labels: labelsOf(unlabelled, catalogueLabels(question.asker, home.country)) };
    const jws = await signExtract(content, making.signer, sealChain(making, own.caCertificates));
    const extractDigest = extractDigestOf(jws);
    const { eventId } = promise;
    const { issuedAt, validUntil } = content;
    const entry = {
      ...({ type: 'EXTRACT', from: home.country, to: question.asker, number, extractDigest, validUntil } as const),
      requestDigest: question.contentDigest,
      ...(supersedes === undefined ? {} : { supersedes }),
    };
    await this.log.append(sqlOf(tx), [{ eventId, entry }]);
    const codeDigest = checkCodeDigest(number, checkCode);
    const issued = { number, eventId, recipient: question.asker, extractDigest, issuedAt, validUntil };
    await this.extracts.keep(tx, { ...issued, codeDigest, supersedes, jws });
    afterCommit(tx, () => this.bell.ring());
    return number;
  }

  private member(country: CountryCode): MemberView {
    const member = this.trust.view().member(country);
    if (member === undefined) throw new CrexError('extract.no-authority', 'the directory does not know a party');
    return member;
  }
}

/** Of the signed data, as the log names it: SHA-256 of the compact JWS. */
export function extractDigestOf(jws: string): Digest {
  return createHash('sha256').update(jws, 'ascii').digest('base64url');
}

function yearOf({ clock }: Home): number {
  return new Date(clock.nowMs()).getUTCFullYear();
}
