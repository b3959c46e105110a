import { CrexError } from '#libs/protocol';
import { origin as originKind } from '../field-kinds.js';
import { fromBase64, toBase64 } from './encoding.js';
import { equalBytes } from './bytes.js';
import type { CosignatureVerifier } from './cosignature.js';
import { readDecimal } from './decimal.js';
import { isSameKey, openNote, type NoteSignature, type NoteVerifier } from './note.js';
import { EMPTY_ROOT, HASH_BYTES, MAX_TREE_SIZE } from './tree.js';

/** What a log says of itself: its name, how many leaves it has, and the root over them. */
export interface CheckpointBody {
  /** Host and path, lower case; the name of the log's key and of its epoch. */
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
}

/** A checkpoint whose log signature and known cosignatures hold. */
export interface Checkpoint extends CheckpointBody {
  /** The whole file as it came, with all its signature lines: what is kept as evidence. */
  readonly note: string;
  /** Of the known witnesses, each at most once. */
  readonly cosignatures: readonly Cosignature[];
}

/** That a witness had seen this checkpoint, consistent with all before it, at this time. */
export interface Cosignature extends NoteSignature {
  /** Seconds since 1970-01-01T00:00:00Z, by the clock of the witness. */
  readonly time: number;
}

/**
 * The three lines that a log signs.
 *
 * @throws audit.malformed-checkpoint
 * @see C2SP tlog-checkpoint
 */
export function formatCheckpoint({ origin, size, root }: CheckpointBody): string {
  checkOrigin(origin);
  checkSize(size);
  checkRoot(root);
  checkEmptyRoot(size, root);
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads the three lines; extension lines are refused, since no two witnesses need agree on them.
 *
 * @throws audit.malformed-checkpoint
 */
export function readCheckpointBody(text: string): CheckpointBody {
  const [origin, sizeLine = '', rootLine = '', ...end] = text.split('\n');
  checkThreeLines(end);
  checkOrigin(origin);
  const size = readDecimal(sizeLine);
  if (size === undefined) throw malformed('the size is a decimal number from 0 to 2^63 - 1 without leading zeros');
  const root = fromBase64(rootLine);
  if (root === undefined) throw malformed('the root is in base64');
  checkRoot(root);
  return { origin, size, root };
}

/**
 * Verifies a checkpoint: the log's signature must be there and hold, and so must each cosignature of a known witness.
 * How many cosignatures are enough, and how old they may be, is the policy's matter.
 *
 * @throws audit.malformed-note, audit.malformed-checkpoint, audit.ambiguous-key, audit.repeated-signature,
 *   audit.wrong-signature, audit.unsigned-note, audit.wrong-origin
 */
export function openCheckpoint(
  note: Uint8Array | string,
  log: NoteVerifier,
  witnesses: readonly CosignatureVerifier[],
): Checkpoint {
  const { text, signatures } = openNote(note, [log, ...witnesses]);
  checkLogSigned(signatures, log);
  const body = readCheckpointBody(text);
  checkOriginOfKey(body, log);
  const cosignatures = signatures.flatMap((signature) => {
    const witness = witnesses.find((key) => isSameKey(key, signature));
    return witness === undefined ? [] : [{ ...signature, time: witness.timeOf(signature.signature) }];
  });
  return { ...body, note: textOf(note), cosignatures };
}

function textOf(note: Uint8Array | string): string {
  return typeof note === 'string' ? note : new TextDecoder('utf-8', { ignoreBOM: true }).decode(note);
}

function checkThreeLines(end: readonly string[]): void {
  if (end.length !== 1 || end[0] !== '') throw malformed('a checkpoint has three lines: origin, size, root');
}

function checkOrigin(origin: unknown): asserts origin is string {
  if (!originKind.holds(origin)) throw malformed(`the first line is ${originKind.form}`);
}

function checkSize(size: bigint): void {
  if (size < 0n || size > MAX_TREE_SIZE) throw malformed('the size is from 0 to 2^63 - 1');
}

function checkRoot(root: Uint8Array): void {
  if (root.length !== HASH_BYTES) throw malformed(`the root has ${HASH_BYTES} bytes`);
}

/** Only where it is written: one that a log has signed is evidence, and no consistency proof accepts it. */
function checkEmptyRoot(size: bigint, root: Uint8Array): void {
  if (size === 0n && !equalBytes(root, EMPTY_ROOT)) throw malformed('the root of no leaves is SHA-256 of nothing');
}

function checkLogSigned(signatures: readonly NoteSignature[], log: NoteVerifier): void {
  if (!signatures.some((signature) => isSameKey(signature, log)))
    throw new CrexError('audit.unsigned-note', 'the log has not signed the checkpoint');
}

/** One key may never speak for another log, so that a checkpoint cannot be passed off as one of it. */
function checkOriginOfKey({ origin }: CheckpointBody, { name }: NoteVerifier): void {
  if (origin !== name) throw new CrexError('audit.wrong-origin', 'the checkpoint is of another log than its key');
}

function malformed(detail: string): CrexError {
  return new CrexError('audit.malformed-checkpoint', detail);
}
