import type { NameFeatures } from '../names/describe-name.js';
import { codeOf, pairOf } from './key.js';

/** More distinct codes than any true name has; bounds the keys of a hostile one. */
const MAX_CODES = 12;

/** The distinct codes of a name, sorted: keys depend neither on the order of its words nor on the part they stand in. */
export function codesOf({ given, surname, loose, married }: NameFeatures): number[] {
  const codes: number[] = [];
  const initials: number[] = [];
  for (const part of [given, surname, loose, married]) {
    for (const token of part ?? []) {
      const code = codeOf(token);
      // An initial is shared by too many.
      const list = token.length > 1 ? codes : initials;
      if (!list.includes(code)) list.push(code);
    }
  }
  const usable = codes.length > 0 ? codes : initials;
  return usable.sort((left, right) => left - right).slice(0, MAX_CODES);
}

/** The code of two given names written as one, "Ana María" as "Anamaría"; undefined for any other number of them. */
export function joinedGivenCode({ given }: NameFeatures): number | undefined {
  const [first, second] = given;
  return given.length === 2 && first !== undefined && second !== undefined && first.length > 1 && second.length > 1
    ? codeOf(first + second)
    : undefined;
}

/** Two codes of one name. */
export interface CodePair {
  readonly codes: readonly [number, number];
  readonly pair: number;
}

/** Every two codes of a name; of a single name the only code with itself. */
export function pairsOf(codes: readonly number[]): CodePair[] {
  const [only] = codes;
  if (codes.length === 1 && only !== undefined) return [selfPair(only)];
  return codes.flatMap((left, index) =>
    codes.slice(index + 1).map((right) => ({ codes: [left, right] as const, pair: pairOf(left, right) })),
  );
}

/** The pair under which persons of a single name are kept. */
export function selfPair(code: number): CodePair {
  return { codes: [code, code], pair: pairOf(code, code) };
}
