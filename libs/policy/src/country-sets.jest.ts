import { COUNTRIES, type CountryCode } from '#libs/protocol';
import { loadPolicySet, wholePack, type PolicySet } from './index.js';

/** What each country decides by: the default rules and its own. @param packOf a country's own rules */
export function countrySets(packOf: (country: CountryCode) => string): ReadonlyMap<CountryCode, PolicySet> {
  const loaded = COUNTRIES.map((country): [CountryCode, PolicySet] => {
    const policies = [{ name: `${country}.cedar`, text: packOf(country) }];
    return [country, loadPolicySet(wholePack({ country, version: '1', policies }))];
  });
  return new Map(loaded);
}
