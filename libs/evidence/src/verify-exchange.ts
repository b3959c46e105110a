import { CrexError, readContent, readSlip, type Content, type ReadJws, type Slip } from '#libs/protocol';
import { checkEntries } from './check-entries.js';
import { checkMessage, checkPair, readWhole } from './check-message.js';
import { checkPromise } from './check-promise.js';
import { checkReceipts } from './check-receipts.js';
import { Directories, type EvidenceTrust } from './directories.js';
import type { Exchange, ExchangeEvidence, ReadMessage, SignedMessage } from './exchange-evidence.js';
import { Findings, type Finding } from './findings.js';

/** What a verifier can say about the evidence of an exchange. */
export interface ExchangeVerdict {
  /** `good`: every check holds. `fault`: one does not. `incomplete`: no fault, but something is not in the file. */
  readonly verdict: 'good' | 'fault' | 'incomplete';
  readonly findings: readonly Finding[];
}

/** How many steps `verifyExchange` reports. */
export const VERIFICATION_STEPS = 5;

/**
 * Judges the evidence of an exchange with nothing but the pinned root of the directory: no database, no network, no clock.
 * Every check is made that can be made, whatever the others have found.
 *
 * @param progress told how many of the VERIFICATION_STEPS are done
 * @see docs/protocol/evidence.md, "What a verifier does"
 */
export async function verifyExchange(
  evidence: ExchangeEvidence,
  trust: EvidenceTrust,
  progress: (done: number) => void = () => undefined,
): Promise<ExchangeVerdict> {
  const findings = new Findings();
  const exchange = await readExchange(evidence, findings);
  if (exchange === undefined) return verdictOf(findings);
  const { request, reply } = exchange;
  const { from, to } = request.slip.payload;
  const directories = await Directories.open(trust, evidence, [from, to], findings);
  progress(1);
  await checkMessage('question', request, directories, findings);
  await checkMessage('answer', reply, directories, findings);
  progress(2);
  await checkPair(exchange, findings);
  await checkMaker(evidence, request.slip.payload, findings);
  await checkReceipts('question', evidence.request, request, directories, findings);
  await checkReceipts('answer', evidence.reply, reply, directories, findings);
  progress(3);
  await checkEntries(evidence, exchange, directories, findings);
  progress(4);
  await checkPromise(evidence, exchange, directories, findings);
  progress(5);
  return verdictOf(findings);
}

/** What cannot be read cannot be judged any further. */
async function readExchange(evidence: ExchangeEvidence, findings: Findings): Promise<Exchange | undefined> {
  const reply = await readMessage('answer', evidence.reply, readWhole, findings);
  // what a country refused may have been ill-formed: of that question only what was signed counts
  const isFault = reply?.content?.payload.kind === 'FEM';
  const request = await readMessage('question', evidence.request, isFault ? readContent : readWhole, findings);
  if (request === undefined || reply?.content === undefined) return undefined;
  await findings.check('question', 'presence', () => {
    checkThere(request, isFault && evidence.madeBy !== request.slip.payload.from);
    return request.content === undefined
      ? 'refused before it could be read and believed: its signed slip is all that its recipient keeps'
      : 'what was asked is in the file';
  });
  return { request, reply: { ...reply, content: reply.content } };
}

async function readMessage(
  part: string,
  { slip: slipToken, content: contentToken }: SignedMessage,
  readAs: (token: string) => ReadJws<Content>,
  findings: Findings,
): Promise<ReadMessage | undefined> {
  let slip: ReadJws<Slip> | undefined;
  await findings.check(`${part}, slip`, 'form', () => {
    slip = readSlip(slipToken);
    const { id, from, to } = slip.payload;
    return `${slip.payload.class} ${id} from ${from} to ${to}`;
  });
  let content: ReadJws<Content> | undefined;
  if (contentToken !== undefined) {
    await findings.check(part, 'form', () => {
      content = readAs(contentToken);
      const { kind, id, from, to } = content.payload;
      return `${kind} ${id} from ${from} to ${to}`;
    });
    if (content === undefined) return undefined;
  }
  return slip === undefined ? undefined : { slip, content };
}

/** Only who refused a question may have nothing but its slip. */
function checkThere({ content }: ReadMessage, mayBeMissing: boolean): void {
  if (content === undefined && !mayBeMissing)
    throw new CrexError('evidence.question-missing', 'the file does not hold the question');
}

async function checkMaker({ madeBy }: ExchangeEvidence, { from, to }: Slip, findings: Findings): Promise<void> {
  await findings.check('file', 'maker', () => {
    if (madeBy !== from && madeBy !== to)
      throw new CrexError(
        'evidence.other-parties',
        'the file says that a country made it that was no part of the exchange',
      );
    return `made by ${madeBy}, a party of the exchange`;
  });
}

function verdictOf({ list }: Findings): ExchangeVerdict {
  const has = (result: Finding['result']) => list.some((finding) => finding.result === result);
  return { verdict: has('fault') ? 'fault' : has('missing') ? 'incomplete' : 'good', findings: list };
}
