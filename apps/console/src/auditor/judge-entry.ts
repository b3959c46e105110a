import {
  checkInclusion,
  formatLogProof,
  leafHashOf,
  openWitnessed,
  quorumTimes,
  readLeaf,
  readLogProof,
  type Leaf,
  type ListedLogKeys,
  type MemberCosignature,
} from '#libs/audit/verifier';
import type { MemberId } from '#libs/protocol';
import { NotAnsweredYet, withAnswers } from '../verify/runtime/signature-answers.js';

/** Whose log it is, and the keys by which it is judged. */
export interface LogTrust extends ListedLogKeys {
  readonly owner: MemberId;
}

/** What the node gave: the bytes of the entry (base64), and a tlog-proof file once there is one. */
export interface GivenEntry {
  readonly leafBytes: string;
  readonly file: string | undefined;
}

/** What is looked at, in this order. */
export const CHECKS = ['entry', 'signature', 'place', 'witnesses'] as const;
export type CheckName = (typeof CHECKS)[number];

export interface CheckedStep {
  readonly check: CheckName;
  /** `open`: nothing wrong, but not enough yet. */
  readonly result: 'good' | 'fault' | 'open';
  /** Code of the fault. */
  readonly code?: string;
}

/** What this browser has found out about one entry by itself. */
export interface EntryVerdict {
  readonly result: 'good' | 'fault' | 'open';
  readonly steps: readonly CheckedStep[];
  /** The entry as its bytes say it. */
  readonly leaf?: Leaf;
  readonly index?: bigint;
  readonly size?: bigint;
  readonly cosigners: readonly MemberCosignature[];
}

/**
 * Judges an entry as the command line verifier does: its bytes, the log's signature, its place in the tree, and whether
 * a quorum of other countries has seen that tree. The countries between which the entry was made count as one.
 *
 * @throws DOMException `NotSupportedError` in a browser that cannot verify Ed25519
 */
export async function judgeEntry(given: GivenEntry, trust: LogTrust): Promise<EntryVerdict> {
  const verdict = await withAnswers(() => Promise.resolve(unlessAsked(() => judgeNow(given, trust))));
  if (verdict === undefined) throw new TypeError('a signature was asked about and not answered');
  return verdict;
}

/** The proof with the entry inside: one file for the command line verifier. */
export function proofFile({ leafBytes, file }: GivenEntry): string {
  return file === undefined ? '' : formatLogProof({ ...readLogProof(file), extra: bytesOf(leafBytes) });
}

function judgeNow({ leafBytes, file }: GivenEntry, trust: LogTrust): EntryVerdict {
  const bytes = bytesOf(leafBytes);
  const read = attempt('entry', () => readLeaf(bytes));
  if (read.value === undefined) return verdictOf([read.step]);
  const leaf = read.value;
  if (file === undefined) return { ...verdictOf([read.step, { check: 'signature', result: 'open' }]), leaf };
  const opened = attempt('signature', () => {
    const proof = readLogProof(file);
    return { proof, checkpoint: openWitnessed(proof.checkpoint, trust) };
  });
  if (opened.value === undefined) return { ...verdictOf([read.step, opened.step]), leaf };
  const { proof, checkpoint } = opened.value;
  const { size, root, cosigners } = checkpoint;
  const { index } = proof;
  const place = attempt('place', () => {
    checkInclusion({ index, size, root, proof: proof.proof, leafHash: leafHashOf(bytes) });
    return true;
  });
  const quorum = quorumTimes({ owner: trust.owner, parties: partiesOf(leaf) }, cosigners);
  const witnesses: CheckedStep = { check: 'witnesses', result: quorum === undefined ? 'open' : 'good' };
  return { ...verdictOf([read.step, opened.step, place.step, witnesses]), leaf, index, size, cosigners };
}

function verdictOf(steps: readonly CheckedStep[]): EntryVerdict {
  const has = (wanted: CheckedStep['result']) => steps.some(({ result }) => result === wanted);
  return { result: has('fault') ? 'fault' : has('open') ? 'open' : 'good', steps, cosigners: [] };
}

function partiesOf(leaf: Leaf): MemberId[] {
  const { from, to, by } = leaf as { readonly from?: MemberId; readonly to?: MemberId; readonly by?: MemberId };
  return [from, to, by].filter((side) => side !== undefined);
}

/** A step that says by an exception what is wrong. */
function attempt<T>(check: CheckName, work: () => T): { readonly step: CheckedStep; readonly value?: T } {
  try {
    return { step: { check, result: 'good' }, value: work() };
  } catch (error) {
    if (error instanceof NotAnsweredYet) throw error;
    const { code } = error as { readonly code?: unknown };
    return { step: { check, result: 'fault', code: typeof code === 'string' ? code : 'unknown' } };
  }
}

function unlessAsked<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof NotAnsweredYet) return undefined;
    throw error;
  }
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}
