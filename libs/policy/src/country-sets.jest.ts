import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COUNTRIES, type CountryCode } from '#libs/protocol';
import { loadPolicySet, PACKS_FOLDER, wholePack, type PolicySet } from './index.js';

/** A country's own rules. */
export const packOf = (country: CountryCode): string => readFileSync(join(PACKS_FOLDER, `${country}.cedar`), 'utf8');

/** What each country decides by: the default rules and its own. */
export function countrySets(): ReadonlyMap<CountryCode, PolicySet> {
  const loaded = COUNTRIES.map((country): [CountryCode, PolicySet] => {
    const policies = [{ name: `${country}.cedar`, text: packOf(country) }];
    return [country, loadPolicySet(wholePack({ country, version: '1', policies }))];
  });
  return new Map(loaded);
}
