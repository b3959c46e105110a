import { canonicalDocument, isProvenNumber } from './document.js';

/**
 * The numbers that a number with a wrong check digit may have been: one digit replaced or two neighbours exchanged, so
 * that form and check digit fit. At most a dozen or two; none for a number that fits or a type without check digit.
 */
export function repairedNumbers(document: {
  readonly country: string;
  readonly type: string;
  readonly number: string;
}): string[] {
  const { country, type, number } = document;
  if (canonicalDocument(document)?.checkDigit !== 'failed') return [];
  const repaired = slipsOf(number).filter((candidate) => {
    const canonical = canonicalDocument({ country, type, number: candidate });
    return canonical?.format === 'ok' && canonical.number === candidate && isProvenNumber(type, candidate);
  });
  return [...new Set(repaired)];
}

function slipsOf(number: string): string[] {
  return Array.from(number).flatMap((character, at) => {
    const before = number.slice(0, at);
    const after = number.slice(at + 1);
    const replaced = /\d/.test(character) ? Array.from('0123456789', (digit) => before + digit + after) : [];
    const next = after[0];
    return next === undefined ? replaced : [...replaced, before + next + character + after.slice(1)];
  });
}

const MAX_SLIPS_LENGTH = 14;

/**
 * The keys of all numbers that the numbers asked may have been, by one digit replaced, two neighbours exchanged, or a zero
 * before it: some seventy exact look-ups for a number of seven digits, a dozen where a check digit tells which are
 * possible, none where it fits. For a second search, when nobody convinced.
 */
export function slippedDocumentKeys(
  documents: readonly { readonly country: string; readonly type: string; readonly number: string }[],
): string[] {
  const keys = documents
    .filter(({ type, number }) => number.length <= MAX_SLIPS_LENGTH && !isProvenNumber(type, number))
    .flatMap((document) => {
      const { country, type, number } = document;
      const repaired = repairedNumbers(document);
      const slips = repaired.length > 0 ? repaired : [...slipsOf(number), `0${number}`, number.replace(/^0/, '')];
      return slips.filter((slip) => slip !== number).map((slip) => `${country}|${type}|${slip}`);
    });
  return [...new Set(keys)];
}
