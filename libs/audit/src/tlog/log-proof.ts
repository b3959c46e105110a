import { CrexError } from '#libs/protocol';
import { fromBase64, toBase64 } from './encoding.js';
import { openCheckpoint, type Checkpoint } from './checkpoint.js';
import type { CosignatureVerifier } from './cosignature.js';
import { readNumberLine } from './decimal.js';
import { hashLines, readHashLines } from './hash-lines.js';
import { MAX_NOTE_BYTES, readNote, type NoteVerifier } from './note.js';
import { strictText } from './strict-text.js';
import { checkInclusion } from './tree.js';

/** All that shows an entry to be in a log, to be verified without asking anyone: a `.tlog-proof` file. */
export interface LogProof {
  readonly index: bigint;
  /** From the leaf's sibling upwards. */
  readonly proof: readonly Uint8Array[];
  /** The checkpoint file, with its signature lines. */
  readonly checkpoint: string;
  /** Bytes that nothing vouches for; CREX writes none and ignores them. */
  readonly extra?: Uint8Array;
}

const HEADING = 'c2sp.org/tlog-proof@v1';
const MAX_PROOF_BYTES = 2 * MAX_NOTE_BYTES;

/**
 * The text of a proof file.
 *
 * @see C2SP tlog-proof
 */
export function formatLogProof({ index, proof, checkpoint, extra }: LogProof): string {
  const extraLine = extra === undefined ? '' : `extra ${toBase64(extra)}\n`;
  return `${HEADING}\n${extraLine}index ${index}\n${hashLines(proof)}\n${checkpoint}`;
}

/**
 * Reads a proof file and verifies nothing.
 *
 * @throws audit.malformed-proof, audit.malformed-note
 */
export function readLogProof(file: Uint8Array | string): LogProof {
  const text = strictText(file, MAX_PROOF_BYTES, malformed);
  const end = text.indexOf('\n\n');
  if (end === -1) throw malformed('an empty line stands before the checkpoint');
  const [heading, ...lines] = text.slice(0, end).split('\n');
  checkHeading(heading);
  const extra = readExtra(lines[0]);
  const [indexLine, ...hashes] = extra === undefined ? lines : lines.slice(1);
  const index = readNumberLine('index', indexLine);
  if (index === undefined) throw malformed('the index line is "index" and a decimal number');
  const checkpoint = text.slice(end + 2);
  readNote(checkpoint);
  return { index, proof: readHashLines(hashes, malformed), checkpoint, ...(extra === undefined ? {} : { extra }) };
}

/**
 * Verifies that the leaf is in the log: the checkpoint's signatures hold and the proof leads to its root. Whether the
 * cosignatures are enough is the policy's matter.
 *
 * @throws audit.malformed-proof, audit.proof-invalid, and what {@link openCheckpoint} throws
 */
export function openLogProof(
  file: Uint8Array | string,
  leafHash: Uint8Array,
  log: NoteVerifier,
  witnesses: readonly CosignatureVerifier[],
): { readonly index: bigint; readonly checkpoint: Checkpoint } {
  const { index, proof, checkpoint: note } = readLogProof(file);
  const checkpoint = openCheckpoint(note, log, witnesses);
  checkInclusion({ index, size: checkpoint.size, leafHash, proof, root: checkpoint.root });
  return { index, checkpoint };
}

/** The bytes of an extra line; undefined for any other line. */
function readExtra(line: string | undefined): Uint8Array | undefined {
  if (line?.startsWith('extra ') !== true) return undefined;
  const extra = fromBase64(line.slice('extra '.length));
  if (extra === undefined) throw malformed('the extra line is in base64');
  return extra;
}

function checkHeading(heading: string | undefined): void {
  if (heading !== HEADING) throw malformed(`the first line is ${HEADING}`);
}

function malformed(detail: string): CrexError {
  return new CrexError('audit.malformed-proof', detail);
}
