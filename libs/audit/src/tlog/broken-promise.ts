import { CrexError, MAX_SKEW_SECONDS, readContent, type Content, type LogPromise, type ReadJws } from '#libs/protocol';
import { equalBytes } from './bytes.js';
import type { QuorumRule } from './crex-quorum.js';
import { emptyFrontier, extendFrontier, frontierRoot, type Frontier } from './frontier.js';
import type { PromiseEvidence } from './promise-evidence.js';
import { hashesOf } from './right-edge.js';
import { HASH_BYTES } from './tree.js';
import {
  isBefore,
  openWitnessed,
  quorumTimes,
  type ListedLogKeys,
  type QuorumTimes,
  type WitnessedCheckpoint,
} from './witnessed-checkpoint.js';

/** What the judge of a promise brings along; nothing of it is taken from the evidence. */
export interface PromiseTrust {
  /** The log that the promise names, by the directory of that time. */
  readonly log: ListedLogKeys;
  /** Who owns the log, and who had asked. */
  readonly rule: Pick<QuorumRule, 'owner' | 'parties'>;
  /** Seconds from a promise to the moment at which a quorum must have seen the leaf in the tree. */
  readonly maximumMergeDelay: number;
  /** Throws unless a certificate of the answer's sender has signed it. */
  checkAnswer(answer: ReadJws<Content>): Promise<void>;
}

/**
 * `broken`: the promised leaf was in no tree that the log had shown by `deadline`. `kept`: it is in the tree, at `index`.
 * `open`: the evidence does not reach to the deadline, or does not begin before the promise.
 */
export type PromiseVerdict =
  | { readonly verdict: 'broken'; readonly promise: LogPromise; readonly deadline: number; readonly size: bigint }
  | { readonly verdict: 'kept'; readonly promise: LogPromise; readonly index: bigint }
  | { readonly verdict: 'open'; readonly promise: LogPromise; readonly why: 'too-early' | 'begins-too-late' };

/**
 * Judges a promise by evidence that needs nothing from whoever gave it: the signed answer, a checkpoint that a quorum had
 * seen before the leaf was made (or the empty tree), one that a quorum still took for the largest when the delay was over,
 * and every leaf hash between the two. The hashes must lead from one root to the other, so none can be left out or put in;
 * the leaf is none of them, or it is found.
 *
 * @throws audit.no-promise, audit.promise-of-other-log, audit.promise-from-future, audit.no-quorum, audit.hashes-differ,
 *   audit.proof-invalid, and what openWitnessed, readContent and `checkAnswer` throw
 * @see docs/protocol/promises.md
 */
export async function checkBrokenPromise(evidence: PromiseEvidence, trust: PromiseTrust): Promise<PromiseVerdict> {
  const answer = readContent(evidence.answer);
  await trust.checkAnswer(answer);
  checkFromOwner(answer.payload, trust.rule);
  const promise = promiseIn(answer.payload);
  const after = openWitnessed(evidence.after, trust.log);
  checkSameLog(promise, after);
  checkNotFromFuture(promise, answer.payload);
  const deadline = promise.time + trust.maximumMergeDelay;
  const seen = quorumOf(after, trust.rule);
  const begin = beginningOf(evidence, trust);
  checkLeadsTo(begin.frontier, evidence.hashes, after);

  const place = positionOf(evidence.hashes, Buffer.from(promise.leafHash, 'base64url'));
  if (place !== undefined) return { verdict: 'kept', promise, index: begin.frontier.size + place };
  if (begin.since !== undefined && !isBefore(begin.since, promise.time))
    return { verdict: 'open', promise, why: 'begins-too-late' };
  if (seen.until < deadline) return { verdict: 'open', promise, why: 'too-early' };
  return { verdict: 'broken', promise, deadline, size: after.size };
}

/** Where a hash stands among hashes that lie one after the other, or undefined. */
export function positionOf(hashes: Uint8Array, wanted: Uint8Array): bigint | undefined {
  const all = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.length);
  for (let at = all.indexOf(wanted); at !== -1; at = all.indexOf(wanted, at + 1)) {
    if (at % HASH_BYTES === 0) return BigInt(at / HASH_BYTES);
  }
  return undefined;
}

interface Beginning {
  readonly frontier: Frontier;
  /** Undefined for the empty tree, which holds no leaf at any time. */
  readonly since: number | undefined;
}

function beginningOf({ before }: PromiseEvidence, { log, rule }: PromiseTrust): Beginning {
  if (before === undefined) return { frontier: emptyFrontier, since: undefined };
  const checkpoint = openWitnessed(before.checkpoint, log);
  checkFrontierOf(before.frontier, checkpoint);
  return { frontier: before.frontier, since: quorumOf(checkpoint, rule).since };
}

function checkFromOwner({ from }: Content, { owner }: PromiseTrust['rule']): void {
  if (from !== owner) throw new CrexError('audit.promise-of-other-log', 'the answer is not from the owner of the log');
}

function promiseIn({ promise }: Content): LogPromise {
  if (promise === undefined) throw new CrexError('audit.no-promise', 'the answer carries no promise');
  return promise;
}

function quorumOf({ cosigners }: WitnessedCheckpoint, rule: PromiseTrust['rule']): QuorumTimes {
  const times = quorumTimes(rule, cosigners);
  if (times === undefined) throw new CrexError('audit.no-quorum', 'no quorum of witnesses has cosigned the checkpoint');
  return times;
}

function checkSameLog({ origin }: LogPromise, after: WitnessedCheckpoint): void {
  if (origin !== after.origin)
    throw new CrexError('audit.promise-of-other-log', 'the promise names another log than the checkpoints');
}

/** Whoever dates a leaf into the future could append it before a checkpoint that is taken for older than the leaf. */
function checkNotFromFuture({ time }: LogPromise, { iat }: Content): void {
  if (time > iat + MAX_SKEW_SECONDS)
    throw new CrexError('audit.promise-from-future', 'the promise is dated after the answer that carries it');
}

function checkFrontierOf(frontier: Frontier, { size, root }: WitnessedCheckpoint): void {
  if (frontier.size !== size || !equalBytes(frontierRoot(frontier), root))
    throw new CrexError('audit.hashes-differ', 'the frontier is not the one of the checkpoint before');
}

function checkLeadsTo(frontier: Frontier, hashes: Uint8Array, { size, root }: WitnessedCheckpoint): void {
  if (hashes.length % HASH_BYTES !== 0)
    throw new CrexError('audit.hashes-differ', `each leaf hash has ${HASH_BYTES} bytes`);
  const grown = extendFrontier(frontier, hashesOf(hashes));
  if (grown.size !== size || !equalBytes(frontierRoot(grown), root))
    throw new CrexError('audit.hashes-differ', 'the leaf hashes do not lead to the checkpoint after');
}
