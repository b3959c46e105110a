import { leafHashOf, readLeaf, type LeafOf } from '#libs/audit';
import type { ExtractFinding, ExtractVerdict } from '#libs/extract';
import type { Transaction } from '#libs/platform';
import { fromBase64url, isCrexError, type CarriedExtract } from '#libs/protocol';
import type { InboxMessage } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { PromiseStore } from '../log/promise.store.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import type { Trust } from '../trust.js';
import type { JudgeExtract } from './judge-extract.js';
import type { ReceivedExtract, ReceivedExtracts } from './received-extract.store.js';

/** What was found of an extract, before it is kept with its answer. */
export type JudgedExtract = Omit<ReceivedExtract, 'messageId' | 'questionId' | 'receivedAt'>;

/**
 * An extract comes with an answer: it is verified by the directory of the moment, and what was found is kept beside it. One
 * that does not verify calls the operator and is shown to nobody; the answer, which its country has signed, stands.
 */
export class ReceiveExtract {
  constructor(
    private readonly judge: JudgeExtract,
    private readonly received: ReceivedExtracts,
    private readonly promises: PromiseStore,
    private readonly trust: Trust,
    private readonly alarm: Pick<RaiseAlarm, 'run'>,
  ) {}

  /** Before the transaction that takes the answer: judging takes a while. */
  async look({ slip, content }: OpenedMessage): Promise<JudgedExtract | undefined> {
    const { extract } = content;
    if (extract === undefined) return undefined;
    const country = slip.from;
    const caCertificates = this.trust.view().member(country)?.caCertificates ?? [];
    const nothing = { extractDigest: null, issuedAt: null, validUntil: null, supersedes: null, leaf: null };
    const { number } = extract;
    if ('code' in extract) {
      const { code } = extract;
      return { ...nothing, country, number, caCertificates, verdict: 'NOT_MADE', code, findings: [] };
    }
    const judged = await this.judge.run(fromBase64url(extract.pdf), { country, number, caCertificates });
    const findings = [...judged.findings.filter(({ part }) => part !== 'log'), logFinding(extract, judged)];
    const fault = findings.find(({ result }) => result === 'fault');
    if (fault !== undefined) {
      const detail = { country, number, code: fault.code ?? '' };
      await this.alarm.run({ kind: 'extract-fault', key: number, detail });
    }
    const { content: says, extractDigest } = judged;
    return {
      ...{ country, number, caCertificates, findings, verdict: fault === undefined ? 'GOOD' : 'FAULT' },
      ...{ code: fault?.code ?? null, extractDigest: extractDigest ?? null },
      ...{
        issuedAt: says?.issuedAt ?? null,
        validUntil: says?.validUntil ?? null,
        supersedes: says?.supersedes ?? null,
      },
      leaf: fault === undefined ? Buffer.from(fromBase64url(extract.leaf)) : null,
    };
  }

  /** With the answer. The issuer is held to the entry that names the extract, as to the answer's. */
  async keep(
    tx: Transaction,
    { messageId, receivedAt }: Pick<InboxMessage, 'messageId' | 'receivedAt'>,
    questionId: string,
    judged: JudgedExtract,
  ): Promise<void> {
    await this.received.keep(tx, { ...judged, messageId, questionId, receivedAt });
    const { leaf, extractDigest, country } = judged;
    if (leaf === null || extractDigest === null) return;
    const { origin, eventId, at: time } = readLeaf(leaf);
    const leafHash = leafHashOf(leaf).toString('base64url');
    const by = { messageId, contentDigest: extractDigest, answerer: country, receivedAt };
    await this.promises.keep(tx, by, { origin, eventId, leafHash, time });
  }
}

/** The entry that came with an extract is about this very extract. */
function logFinding(extract: CarriedExtract & { leaf: string }, judged: ExtractVerdict): ExtractFinding {
  const entry = extractEntryOf(fromBase64url(extract.leaf));
  const isAboutIt =
    entry !== undefined &&
    entry.extractDigest === judged.extractDigest &&
    entry.number === extract.number &&
    entry.eventId === judged.content?.log.eventId &&
    entry.origin === judged.content.log.origin;
  return isAboutIt
    ? {
        part: 'log',
        check: 'log.extract',
        result: 'good',
        says: 'the entry of the log that came with it names this extract',
      }
    : {
        part: 'log',
        check: 'log.extract',
        result: 'fault',
        code: 'log.proof-of-other-extract',
        says: 'the entry of the log names another extract',
      };
}

function extractEntryOf(bytes: Uint8Array): LeafOf<'EXTRACT'> | undefined {
  try {
    const leaf = readLeaf(bytes);
    return leaf.type === 'EXTRACT' ? leaf : undefined;
  } catch (error) {
    if (isCrexError(error)) return undefined;
    throw error;
  }
}
