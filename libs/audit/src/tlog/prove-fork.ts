import { checkShape, CrexError, parseJson } from '#libs/protocol';
import { equalBytes } from './bytes.js';
import { openCheckpoint } from './checkpoint.js';
import { fromBase64, toBase64 } from './encoding.js';
import { MAX_PROOF_HASHES } from './hash-lines.js';
import { logVerifier } from './log-signature.js';
import { MAX_NOTE_BYTES } from './note.js';
import { beginningRoot, EMPTY_ROOT } from './tree.js';

/**
 * `fork`: the log has signed two histories, and these two checkpoints show it. `consistent`: they belong to one history.
 * `undecided`: their sizes differ, and nothing that leads from one to the other was given.
 */
export interface ForkVerdict {
  readonly verdict: 'fork' | 'consistent' | 'undecided';
  readonly origin: string;
  /** The smaller and the larger size. */
  readonly sizes: readonly [bigint, bigint];
}

/**
 * Judges two checkpoints of one log. Needs nobody's word: both are signed by the log, and between different sizes `proof`
 * leads to the root of the larger one, so what it says of the beginning is what the log itself has signed there.
 *
 * @param proof as `beginningProof` makes it; empty between equal sizes
 * @throws audit.proof-invalid when a given proof does not lead to the larger root, and what {@link openCheckpoint} throws
 *   for a note that this log has not signed
 * @see RFC 9162 §2.1.4.2, from which the proof is read
 */
export function proveFork(
  noteA: Uint8Array | string,
  noteB: Uint8Array | string,
  vkey: string,
  proof: readonly Uint8Array[] = [],
): ForkVerdict {
  const log = logVerifier(vkey);
  const [a, b] = [openCheckpoint(noteA, log, []), openCheckpoint(noteB, log, [])];
  const [older, newer] = a.size <= b.size ? [a, b] : [b, a];
  const about = { origin: log.name, sizes: [older.size, newer.size] } as const;
  if (older.size === newer.size)
    return { ...about, verdict: equalBytes(older.root, newer.root) ? 'consistent' : 'fork' };
  if (older.size === 0n) return { ...about, verdict: equalBytes(older.root, EMPTY_ROOT) ? 'consistent' : 'fork' };
  if (proof.length === 0) return { ...about, verdict: 'undecided' };
  const root = beginningRoot({ oldSize: older.size, size: newer.size, root: newer.root, proof });
  return { ...about, verdict: equalBytes(root, older.root) ? 'consistent' : 'fork' };
}

/** All that shows a fork: two checkpoint files with all their signature lines, and what leads from one to the other. */
export interface ForkEvidence {
  readonly checkpoints: readonly [string, string];
  readonly proof: readonly Uint8Array[];
}

const HASH_PATTERN = '^[A-Za-z0-9+/]{43}=$';
/** The shape of the file (JSON Schema 2020-12). */
const evidenceSchema = {
  type: 'object',
  properties: {
    v: { const: 1 },
    evidence: { const: 'fork' },
    checkpoints: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
    proof: { type: 'array', items: { type: 'string', pattern: HASH_PATTERN }, maxItems: MAX_PROOF_HASHES + 1 },
  },
  required: ['v', 'evidence', 'checkpoints', 'proof'],
  additionalProperties: false,
} as const;
const LIMITS = {
  ...{ maxBytes: 2 * (2 * MAX_NOTE_BYTES) + 16_384, maxDepth: 2, maxValues: 128 },
  integersAndStringsOnly: true,
} as const;

/** The text of an evidence file. */
export function formatForkEvidence({ checkpoints, proof }: ForkEvidence): string {
  return `${JSON.stringify({ v: 1, evidence: 'fork', checkpoints, proof: proof.map(toBase64) }, undefined, 2)}\n`;
}

/**
 * Reads an evidence file and believes nothing: {@link proveFork} judges it, by the key that the directory lists.
 *
 * @throws audit.malformed-evidence, and the codes of parseJson
 */
export function readForkEvidence(file: Uint8Array): ForkEvidence {
  const value = parseJson(file, LIMITS);
  checkShape(evidenceSchema, value, 'audit.malformed-evidence', 'the evidence of a fork');
  const { checkpoints, proof } = value as { checkpoints: [string, string]; proof: string[] };
  return { checkpoints, proof: proof.map(hashOf) };
}

function hashOf(base64: string): Uint8Array {
  const hash = fromBase64(base64);
  if (hash === undefined) throw new CrexError('audit.malformed-evidence', 'a hash has one spelling in base64');
  return hash;
}
