import { checkShape, CrexError, parseJson } from '#libs/protocol';
import { fromBase64, toBase64 } from './encoding.js';
import { encodeFrontier, parseFrontier, type Frontier } from './frontier.js';
import { MAX_NOTE_BYTES } from './note.js';
import { HASH_BYTES } from './tree.js';

/** All that shows a promise to be broken, or kept. */
export interface PromiseEvidence {
  /** The signed content that carries the promise (compact JWS). */
  readonly answer: string;
  /** Of the last tree before the promise: its checkpoint file and its frontier. Absent: the empty tree. */
  readonly before?: { readonly checkpoint: string; readonly frontier: Frontier };
  /** The checkpoint file of the tree in which the leaf was looked for in vain. */
  readonly after: string;
  /** The leaf hashes between the two trees, one after the other. */
  readonly hashes: Uint8Array;
}

/** The most leaf hashes of one file (128 MiB): 50 entries a second for a day are 4.3 million. */
export const MAX_EVIDENCE_HASHES = 2 ** 22;
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

const evidenceSchema = {
  type: 'object',
  properties: {
    v: { const: 1 },
    evidence: { const: 'broken-promise' },
    answer: { type: 'string', maxLength: MAX_ANSWER_BYTES },
    before: {
      type: 'object',
      properties: { checkpoint: { type: 'string' }, frontier: { type: 'string', maxLength: 4096 } },
      required: ['checkpoint', 'frontier'],
      additionalProperties: false,
    },
    after: { type: 'string' },
    hashes: { type: 'string' },
  },
  required: ['v', 'evidence', 'answer', 'after', 'hashes'],
  additionalProperties: false,
} as const;
const LIMITS = {
  maxBytes: MAX_ANSWER_BYTES + 4 * MAX_NOTE_BYTES + Math.ceil((MAX_EVIDENCE_HASHES * HASH_BYTES) / 3) * 4 + 16_384,
  ...{ maxDepth: 2, maxValues: 16, integersAndStringsOnly: true },
} as const;

/** The text of an evidence file. It holds the answer, and so personal data. */
export function formatPromiseEvidence({ answer, before, after, hashes }: PromiseEvidence): string {
  const file = {
    ...{ v: 1, evidence: 'broken-promise', answer },
    ...(before === undefined ? {} : { before: { ...before, frontier: encodeFrontier(before.frontier) } }),
    ...{ after, hashes: toBase64(hashes) },
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/**
 * Reads an evidence file and believes nothing: `checkBrokenPromise` judges it.
 *
 * @throws audit.malformed-evidence, audit.malformed-frontier, and the codes of parseJson
 */
export function readPromiseEvidence(file: Uint8Array): PromiseEvidence {
  const value = parseJson(file, LIMITS);
  checkShape(evidenceSchema, value, 'audit.malformed-evidence', 'the evidence of a promise');
  const { answer, before, after, hashes: base64 } = value as EvidenceFile;
  const hashes = fromBase64(base64);
  if (hashes === undefined) throw new CrexError('audit.malformed-evidence', 'the hashes are in base64');
  return {
    ...{ answer, after, hashes },
    ...(before === undefined ? {} : { before: { ...before, frontier: parseFrontier(before.frontier) } }),
  };
}

interface EvidenceFile {
  readonly answer: string;
  readonly before?: { readonly checkpoint: string; readonly frontier: string };
  readonly after: string;
  readonly hashes: string;
}
