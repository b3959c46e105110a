import type { ExtractContent, ExtractLabel, ExtractLanguage, LabelScheme } from './content.js';

/** What a code of a table is called in a language; undefined for a code that the table does not know. */
export type LabelSource = (scheme: LabelScheme, code: string, language: ExtractLanguage) => string | undefined;

/** The labels of all codes that an extract names, in its languages, each once. */
export function labelsOf(content: Omit<ExtractContent, 'labels'>, titleOf: LabelSource): ExtractLabel[] {
  return [...codesOf(content)].sort().flatMap((key) => {
    const [scheme, code] = key.split(' ') as [LabelScheme, string];
    return content.languages.flatMap((language) => {
      const value = titleOf(scheme, code, language);
      return value === undefined ? [] : [{ scheme, code, language, value }];
    });
  });
}

function codesOf({ issuer, recipient, person, convictions }: Omit<ExtractContent, 'labels'>): Set<string> {
  const { birthPlace, nationalities = [], documents = [] } = person;
  const places = convictions.flatMap(({ offences }) => offences.flatMap(({ place }) => place?.country ?? []));
  const countries = [
    issuer.country,
    recipient.country,
    ...(birthPlace === undefined ? [] : [birthPlace.country]),
    ...nationalities,
    ...places,
    ...convictions.map(({ convictingCountry }) => convictingCountry),
  ];
  const offences = convictions.flatMap((conviction) => conviction.offences);
  const sanctions = convictions.flatMap((conviction) => conviction.sanctions);
  return new Set([
    ...countries.map((code) => `COUNTRY ${code}`),
    `PURPOSE ${recipient.purpose}`,
    `LEGAL_BASIS ${recipient.legalBasis}`,
    ...documents.map(({ type }) => `DOCUMENT ${type}`),
    ...offences.map(({ iccsCode }) => `ICCS ${iccsCode}`),
    ...offences.flatMap(({ ecrisCode }) => (ecrisCode === undefined ? [] : [`ECRIS_OFFENCE ${ecrisCode}`])),
    ...sanctions.map(({ commonCategory }) => `ECRIS_SANCTION ${commonCategory}`),
  ]);
}
