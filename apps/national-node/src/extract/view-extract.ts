import { randomUUID } from 'node:crypto';
import { formatLogProof, readLogProof, type AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Logger, type Transaction } from '#libs/platform';
import { CrexError, fromBase64url, isCrexError, readContent } from '#libs/protocol';
import { notFound } from '../ask/view-request.js';
import type { Home, Official } from '../context.js';
import type { KeptContent } from '../courier/kept-content.js';
import { officialReference } from '../log/references.js';
import type { JudgeExtract } from './judge-extract.js';
import type { HeldExtract, ReceivedExtracts, ShownExtract } from './received-extract.store.js';

/** What a copy is worth today, by all that its holder knows. */
export type CopyStatus = 'VALID' | 'EXPIRED' | 'SUPERSEDED' | 'REVOKED' | 'FAULT' | 'NOT_MADE';

/** The document, as it came. */
export interface ServedExtract {
  readonly number: string;
  readonly status: CopyStatus;
  readonly pdf: Uint8Array;
}

/**
 * Shows an official the extracts of a request of theirs. The document is judged anew each time, as it came and by the
 * directory of that time; the log entry VIEW is committed before the first byte leaves.
 */
export class ViewExtract {
  constructor(
    private readonly database: Database,
    private readonly received: ReceivedExtracts,
    private readonly kept: KeptContent,
    private readonly judge: JudgeExtract,
    private readonly log: AuditLog,
    private readonly logger: Logger,
    private readonly home: Home,
  ) {}

  /** What there is, the newest first; says nothing of a person. @throws ask.not-found */
  async list(official: Official, requestId: string): Promise<(ShownExtract & { status: CopyStatus })[]> {
    return inTransaction(this.database, async (tx) => {
      const all = await this.ofRequest(tx, official, requestId);
      return all.map((each) => ({ ...each, status: this.statusOf(each) }));
    });
  }

  /**
   * @param number one of several; else the newest that verifies
   * @throws ask.not-found, ask.no-extract, ask.extract-refused, ask.extract-altered, ask.extract-erased, ask.unavailable
   */
  async document(official: Official, requestId: string, number: string | undefined): Promise<ServedExtract> {
    try {
      return await inTransaction(this.database, async (tx) => {
        const extract = chosen(await this.ofRequest(tx, official, requestId), number);
        const pdf = await this.open(tx, extract);
        await this.checkUnaltered(extract, pdf);
        await this.logView(tx, official, extract, requestId);
        return { number: extract.number, status: this.statusOf(extract), pdf };
      });
    } catch (error) {
      if (isCrexError(error) && error.code.startsWith('ask.')) throw error;
      this.logger.error({ err: error }, 'an extract could not be shown');
      if (isCrexError(error, 'audit.wrong-key')) throw altered();
      throw new CrexError('ask.unavailable', 'the extract cannot be shown now: no access goes unlogged', {
        ...{ nextStep: 'try again later; if it lasts, tell the operator', cause: error },
      });
    }
  }

  /**
   * The proof that the issuer's log names the extract: a tlog-proof file whose extra data is the entry.
   *
   * @throws ask.not-found, ask.no-extract, ask.extract-refused, ask.no-proof-yet
   */
  async proof(official: Official, requestId: string, number: string | undefined): Promise<string> {
    return inTransaction(this.database, async (tx) => {
      const { extractDigest, leaf } = chosen(await this.ofRequest(tx, official, requestId), number);
      const [row] = await sqlOf(tx).query<{ proof: string }>(
        `SELECT proof FROM promise WHERE content_digest = $1 AND state = 'KEPT'`,
        [extractDigest],
      );
      if (row === undefined || leaf === null) throw noProofYet();
      return formatLogProof({ ...readLogProof(Buffer.from(row.proof, 'utf8')), extra: leaf });
    });
  }

  private async ofRequest(tx: Transaction, official: Official, requestId: string): Promise<HeldExtract[]> {
    const all = await this.received.ofRequest(tx, requestId, official.id);
    if (all === undefined) throw notFound();
    return all;
  }

  private async open(tx: Transaction, extract: HeldExtract): Promise<Uint8Array> {
    const signed = await this.kept.openSigned(tx, extract.messageId, extract);
    if (signed?.content === undefined) {
      throw new CrexError('ask.extract-erased', 'the extract has been erased here');
    }
    const { digest, payload } = readContent(signed.content);
    // the digest stands in the log's entry of the arrival
    if (digest !== extract.contentDigest || payload.extract === undefined || 'code' in payload.extract) throw altered();
    return fromBase64url(payload.extract.pdf);
  }

  private async checkUnaltered(extract: HeldExtract, pdf: Uint8Array): Promise<void> {
    const { verdict, extractDigest } = await this.judge.run(pdf, extract);
    if (verdict !== 'good' || extractDigest !== extract.extractDigest) throw altered();
  }

  private async logView(tx: Transaction, official: Official, { questionId, number }: HeldExtract, requestId: string) {
    await this.log.append(sqlOf(tx), [
      {
        eventId: randomUUID(),
        entry: { type: 'VIEW', object: 'ANSWER', count: 1, target: questionId },
        actor: { ...official },
        detail: { requestId, extract: number },
        findBy: { actor: [officialReference(official.id)] },
      },
    ]);
  }

  private statusOf({ verdict, recalledFor, supersededBy, validUntil }: ShownExtract): CopyStatus {
    if (verdict !== 'GOOD') return verdict;
    if (recalledFor !== null && recalledFor !== 'EXTRACT_SUPERSEDED') return 'REVOKED';
    if (recalledFor !== null || supersededBy !== null) return 'SUPERSEDED';
    return validUntil !== null && validUntil < this.home.nowSeconds() ? 'EXPIRED' : 'VALID';
  }
}

function chosen(all: readonly HeldExtract[], number: string | undefined): HeldExtract {
  const extract = number === undefined ? (all.find(({ verdict }) => verdict === 'GOOD') ?? all[0]) : all.find((each) => each.number === number); // prettier-ignore
  if (extract === undefined) throw new CrexError('ask.no-extract', 'this request has no such extract');
  if (extract.verdict !== 'GOOD') {
    throw new CrexError('ask.extract-refused', `the extract is not shown: ${extract.code ?? 'it does not verify'}`, {
      nextStep: 'the list of extracts says what was found; ask the issuing country for another one',
    });
  }
  return extract;
}

function altered(): CrexError {
  return new CrexError('ask.extract-altered', 'the copy here is not what came: it is not shown', {
    nextStep: 'tell the operator: somebody has changed the database',
  });
}

function noProofYet(): CrexError {
  return new CrexError('ask.no-proof-yet', 'no checkpoint that a quorum has cosigned covers the entry yet', {
    nextStep: 'try again later',
  });
}
