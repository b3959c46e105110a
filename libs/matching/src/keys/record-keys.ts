import type { DateFeature, DocumentFeature, Features } from '../features.js';
import { codesOf, pairsOf } from './codes.js';
import { NO_YEAR, pairAndDayKey, pairAndYearKey, pairKey, tokenAndDateKey } from './key.js';

/**
 * The keys under which a register stores a person: 32-bit signed integers, distinct. Every name (aliases too) with every date of
 * birth, so that no combination is lost; about 18 for a person of three or four tokens.
 */
export function recordKeys(features: Pick<Features, 'names' | 'birthDates'>): number[] {
  const keys = new Set<number>();
  for (const name of features.names) {
    const codes = codesOf(name);
    for (const { pair } of pairsOf(codes)) {
      keys.add(pairKey(pair));
      if (features.birthDates.length === 0) keys.add(pairAndYearKey(pair, NO_YEAR));
      for (const date of features.birthDates) addPairKeys(keys, pair, date);
    }
    for (const { year, month, day } of features.birthDates) {
      if (month === undefined || day === undefined) continue;
      for (const code of codes) keys.add(tokenAndDateKey(code, year, month, day));
    }
  }
  return [...keys];
}

function addPairKeys(keys: Set<number>, pair: number, { year, month, day, isApproximate }: DateFeature): void {
  keys.add(pairAndYearKey(pair, year));
  if (month !== undefined && day !== undefined && isApproximate !== true) {
    keys.add(pairAndDayKey(pair, month, day));
    return;
  }
  // A date that is not known exactly is often a year wrong, and its day says nothing.
  keys.add(pairAndYearKey(pair, year - 1));
  keys.add(pairAndYearKey(pair, year + 1));
}

/** The keys of identity numbers: `country|type|number`, and `#|number` for whoever does not know what kind it is. */
export function documentKeysOf(features: { readonly documents: readonly DocumentFeature[] }): string[] {
  const keys = features.documents.flatMap(({ country, type, number }) => [
    `${country}|${type}|${number}`,
    `#|${number}`,
  ]);
  return [...new Set(keys)];
}
