import { sha256 } from '@noble/hashes/sha2.js';

/** Whether a signature is good. */
export interface EcdsaQuestion {
  readonly curve: string;
  readonly hash: string;
  readonly spki: Uint8Array<ArrayBuffer>;
  readonly data: Uint8Array;
  /** r and s. */
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** Thrown where a signature is asked about for the first time: the browser answers later, the verifier asks now. */
export class NotAnsweredYet extends Error {}

/** Whether an Ed25519 signature of a raw public key is good (RFC 8032). */
export interface Ed25519Question {
  readonly curve: 'Ed25519';
  readonly key: Uint8Array<ArrayBuffer>;
  readonly data: Uint8Array;
  readonly signature: Uint8Array<ArrayBuffer>;
}
type Question = EcdsaQuestion | Ed25519Question;

const answers = new Map<string, boolean>();
const open = new Map<string, Question>();

/** What WebCrypto has said about a signature. @throws NotAnsweredYet when it was not asked before */
export function signatureAnswer(question: Question): boolean {
  const key = nameOf(question);
  const answer = answers.get(key);
  if (answer !== undefined) return answer;
  open.set(key, question);
  throw new NotAnsweredYet();
}

/**
 * Does the work again until every signature that it asked about has been answered: what it gives then has seen no open
 * question. The work must give the same for the same answers.
 */
export async function withAnswers<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    open.clear();
    const result = await work();
    if (open.size === 0) return result;
    // each round answers what none before it has: as many rounds as there are signatures at most
    for (const [key, question] of open) answers.set(key, await ask(question));
  }
}

async function ask(question: Question): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  const { data, signature } = question;
  try {
    const key = await keyOf(question);
    const algorithm = isEd25519(question) ? { name: 'Ed25519' } : { name: 'ECDSA', hash: question.hash };
    return await subtle.verify(algorithm, key, signature, Uint8Array.from(data));
  } catch (error) {
    // a browser that cannot judge says nothing about the signature
    if (error instanceof DOMException && error.name === 'NotSupportedError') throw error;
    return false; // a key that is none, as a point beside the curve
  }
}

function keyOf(question: Question): Promise<CryptoKey> {
  const { subtle } = globalThis.crypto;
  if (isEd25519(question)) return subtle.importKey('raw', question.key, { name: 'Ed25519' }, false, ['verify']);
  const { spki, curve } = question;
  return subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: curve }, false, ['verify']);
}

function isEd25519(question: Question): question is Ed25519Question {
  return question.curve === 'Ed25519';
}

function nameOf(question: Question): string {
  const { curve, data, signature } = question;
  const [how, key] = isEd25519(question) ? ['', question.key] : [question.hash, question.spki];
  const digests = [key, data, signature].map((bytes) => sha256(bytes).join());
  return [curve, how, ...digests].join(' ');
}
