import { allTokens } from '../names/describe-name.js';
import type { NameFeatures } from '../names/describe-name.js';
import { phoneticCode } from '../names/phonetic.js';
import { pairOf } from './key.js';

/** More distinct codes than any true name has; bounds the keys of a hostile one. */
const MAX_CODES = 12;

/** The distinct codes of a name, sorted: keys depend neither on the order of the names nor on their parts. */
export function codesOf(name: NameFeatures): string[] {
  const tokens = allTokens(name);
  // An initial is shared by too many.
  const words = tokens.filter((token) => token.length > 1);
  const codes = new Set((words.length > 0 ? words : tokens).map(phoneticCode));
  return [...codes].sort().slice(0, MAX_CODES);
}

/** The code of two given names written as one, "Ana María" as "Anamaría"; undefined for any other number of them. */
export function joinedGivenCode({ given }: NameFeatures): string | undefined {
  const [first, second] = given;
  return given.length === 2 && first !== undefined && second !== undefined && first.length > 1 && second.length > 1
    ? phoneticCode(first + second)
    : undefined;
}

/** Two codes of one name. */
export interface CodePair {
  readonly codes: readonly [string, string];
  readonly pair: number;
}

/** Every two codes of a name; the only code of a single name with itself. */
export function pairsOf(codes: readonly string[]): CodePair[] {
  const [only] = codes;
  if (codes.length === 1 && only !== undefined) return [selfPair(only)];
  return codes.flatMap((left, index) =>
    codes.slice(index + 1).map((right) => ({ codes: [left, right] as const, pair: pairOf(left, right) })),
  );
}

/** The pair under which persons of a single name are kept. */
export function selfPair(code: string): CodePair {
  return { codes: [code, code], pair: pairOf(code, code) };
}
