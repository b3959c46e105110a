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

const answers = new Map<string, boolean>();
const open = new Map<string, EcdsaQuestion>();

/** What WebCrypto has said about a signature. @throws NotAnsweredYet when it was not asked before */
export function ecdsaAnswer(question: EcdsaQuestion): boolean {
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

async function ask({ curve, hash, spki, data, signature }: EcdsaQuestion): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  try {
    const key = await subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: curve }, false, ['verify']);
    return await subtle.verify({ name: 'ECDSA', hash }, key, signature, Uint8Array.from(data));
  } catch {
    return false; // a key that is none, as a point beside the curve
  }
}

function nameOf({ curve, hash, spki, data, signature }: EcdsaQuestion): string {
  const digests = [spki, data, signature].map((bytes) => sha256(bytes).join());
  return [curve, hash, ...digests].join(' ');
}
