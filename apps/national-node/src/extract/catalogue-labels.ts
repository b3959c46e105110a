import {
  COUNTRY_NAMES,
  DOCUMENT_TYPES,
  ECRIS_OFFENCES,
  ECRIS_SANCTIONS,
  ICCS,
  legalBasesFor,
  ruleOf,
  titleOf,
} from '#libs/catalogue';
import type { LabelSource } from '#libs/extract';
import type { CountryCode, Purpose } from '#libs/protocol';

/** What the catalogue calls the codes of an extract between these two countries. */
export function catalogueLabels(asker: CountryCode, issuer: CountryCode): LabelSource {
  return (scheme, code, language) => {
    switch (scheme) {
      case 'COUNTRY':
        return (COUNTRY_NAMES as Partial<typeof COUNTRY_NAMES>)[code as CountryCode]?.[language];
      case 'PURPOSE':
        return ruleOf(code as Purpose).labels[language];
      case 'LEGAL_BASIS':
        return legalBasesFor(asker, issuer).find((basis) => basis.code === code)?.labels[language];
      case 'DOCUMENT':
        return DOCUMENT_TYPES.find((type) => type.code === code)?.labels[language];
      case 'ICCS':
        return titleOf(ICCS, code, language);
      case 'ECRIS_OFFENCE':
        return titleOf(ECRIS_OFFENCES, code, language);
      case 'ECRIS_SANCTION':
        return titleOf(ECRIS_SANCTIONS, code, language);
    }
  };
}
