import { CrexError, type Content, type ReadJws } from '#libs/protocol';
import { checkEntries } from './check-entries.js';
import { checkMessage, checkPair, readWhole } from './check-message.js';
import { checkPromise } from './check-promise.js';
import { checkReceipts } from './check-receipts.js';
import { Directories, type EvidenceTrust } from './directories.js';
import type { ExchangeEvidence } from './exchange-evidence.js';
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
  const request = await read('question', evidence.request.content, findings);
  const reply = await read('answer', evidence.reply.content, findings);
  if (request === undefined || reply === undefined) return verdictOf(findings);
  const exchange = { request, reply };
  const { from, to } = request.payload;
  const directories = await Directories.open(trust, evidence, [from, to], findings);
  progress(1);
  await checkMessage('question', request, directories, findings);
  await checkMessage('answer', reply, directories, findings);
  progress(2);
  await checkPair(request.payload, reply, request.digest, findings);
  await checkMaker(evidence, request.payload, findings);
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
async function read(part: string, token: string, findings: Findings): Promise<ReadJws<Content> | undefined> {
  let content: ReadJws<Content> | undefined;
  await findings.check(part, 'form', () => {
    content = readWhole(token);
    const { kind, id, from, to } = content.payload;
    return `${kind} ${id} from ${from} to ${to}`;
  });
  return content;
}

async function checkMaker({ madeBy }: ExchangeEvidence, { from, to }: Content, findings: Findings): Promise<void> {
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
