import { CrexError, isCrexError } from '#libs/protocol';
import { toHex } from './encoding.js';
import { openCheckpoint, readCheckpointBody, type Checkpoint, type CheckpointBody } from './checkpoint.js';
import { readNumberLine } from './decimal.js';
import { hashLines, readHashLines } from './hash-lines.js';
import { MAX_NOTE_BYTES, readNote, type NoteVerifier } from './note.js';
import { sha256 } from './sha256.js';
import { strictText } from './strict-text.js';
import { checkConsistency, EMPTY_ROOT } from './tree.js';

/** What a log asks of a witness: cosign this checkpoint, here is the proof from the size that you know. */
export interface AddCheckpointRequest {
  readonly oldSize: bigint;
  readonly proof: readonly Uint8Array[];
  /** The checkpoint file, with the log's signature. */
  readonly checkpoint: string;
}

/** A request as it was read: `body` is what the checkpoint says, and nothing of it is verified yet. */
export interface ReadAddCheckpointRequest extends AddCheckpointRequest {
  readonly body: CheckpointBody;
}

/** What a witness knows about the log that a request names. */
export interface WitnessState {
  /** The key of the log, from the directory; undefined when the witness is not to cosign for this origin. */
  readonly log: NoteVerifier | undefined;
  /** The newest checkpoint that it cosigned; undefined before the first. */
  readonly known: Pick<CheckpointBody, 'size' | 'root'> | undefined;
}

/**
 * What the witness does. `cosign`: replace the known checkpoint (only if it is still the known one), in durable storage,
 * and only then sign and answer 200 with the signature lines. Otherwise answer as stated; `checkpoint` is there when the
 * log's signature held, so that a refused one can be kept as evidence.
 */
export type AddCheckpointDecision =
  | { readonly cosign: true; readonly checkpoint: Checkpoint }
  | {
      readonly cosign: false;
      readonly status: 400 | 403 | 404 | 409 | 422;
      readonly contentType: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
      readonly body: string;
      readonly checkpoint?: Checkpoint;
    };

const MAX_REQUEST_BYTES = MAX_NOTE_BYTES + 4096;

/**
 * The body of an add-checkpoint request.
 *
 * @see C2SP tlog-witness
 */
export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpointRequest): string {
  return `old ${oldSize}\n${hashLines(proof)}\n${checkpoint}`;
}

/**
 * Reads the body of an add-checkpoint request; what it throws is to be answered with 400.
 *
 * @throws audit.malformed-request, audit.malformed-note, audit.malformed-checkpoint
 */
export function readAddCheckpoint(request: Uint8Array | string): ReadAddCheckpointRequest {
  const text = strictText(request, MAX_REQUEST_BYTES, malformed);
  const end = text.indexOf('\n\n');
  if (end === -1) throw malformed('an empty line stands before the checkpoint');
  const [first, ...lines] = text.slice(0, end).split('\n');
  const oldSize = readNumberLine('old', first);
  if (oldSize === undefined) throw malformed('the first line is "old" and a decimal number');
  const checkpoint = text.slice(end + 2);
  return {
    oldSize,
    proof: readHashLines(lines, malformed),
    checkpoint,
    body: readCheckpointBody(readNote(checkpoint).text),
  };
}

/**
 * Decides a request in the order of C2SP tlog-witness. What must hold when the decision is carried out stands at
 * {@link AddCheckpointDecision}.
 */
export function decideAddCheckpoint(state: WitnessState, request: ReadAddCheckpointRequest): AddCheckpointDecision {
  if (state.log === undefined) return refuse(404, 'this witness does not know the log');
  const checkpoint = openedBy(state.log, request.checkpoint);
  if (checkpoint === undefined) return refuse(403, 'the log has not signed the checkpoint');
  const known = state.known ?? NOTHING;
  if (request.oldSize > checkpoint.size) return refuse(400, 'the old size is above the size', checkpoint);
  if (request.oldSize !== known.size) return conflict(known.size, checkpoint);
  if (!isExtension(known, checkpoint, request.proof)) return refuse(422, 'the proof does not hold', checkpoint);
  return { cosign: true, checkpoint };
}

/** The name of a log in a witness's monitoring path, `<prefix>/<this>/checkpoint`: SHA-256 of the origin, in hex. */
export function logIdOf(origin: string): string {
  return toHex(sha256(new TextEncoder().encode(origin)));
}

const NOTHING = { size: 0n, root: EMPTY_ROOT };

function openedBy(log: NoteVerifier, note: string): Checkpoint | undefined {
  try {
    return openCheckpoint(note, log, []);
  } catch (error) {
    if (isCrexError(error)) return undefined;
    throw error;
  }
}

function isExtension(
  known: Pick<CheckpointBody, 'size' | 'root'>,
  { size, root }: Checkpoint,
  proof: readonly Uint8Array[],
): boolean {
  try {
    checkConsistency({ oldSize: known.size, oldRoot: known.root, size, root, proof });
    return true;
  } catch {
    return false; // checkConsistency does nothing but refuse
  }
}

function conflict(size: bigint, checkpoint: Checkpoint): AddCheckpointDecision {
  return { cosign: false, status: 409, contentType: 'text/x.tlog.size', body: `${size}\n`, checkpoint };
}

function refuse(status: 400 | 403 | 404 | 422, why: string, checkpoint?: Checkpoint): AddCheckpointDecision {
  const answer = { cosign: false, status, contentType: 'text/plain; charset=utf-8', body: `${why}\n` } as const;
  return checkpoint === undefined ? answer : { ...answer, checkpoint };
}

function malformed(detail: string): CrexError {
  return new CrexError('audit.malformed-request', detail);
}
