import type { CountryCode, Text } from '#libs/protocol';
import { ICCS, titleOf } from './offence-codes.js';
import type { Language } from './label.js';
import type { LegalBasisStatus } from './legal-bases.js';

/** An offence as a country's own law names it, with the ICCS code that comes nearest. */
export interface NationalOffence {
  readonly country: CountryCode;
  readonly code: string;
  readonly language: Language;
  readonly title: string;
  readonly iccsCode: string;
  /** Days on which it begins and ceases to hold, `YYYY-MM-DD`; absent where not known. */
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly status: Exclude<LegalBasisStatus, 'verified'>;
  readonly source: string;
}

type Row = readonly [code: string, title: string, iccsCode: string, validFrom?: string, validTo?: string];

const law = (
  [country, language, status, source]: readonly [CountryCode, Language, NationalOffence['status'], string],
  rows: readonly Row[],
): NationalOffence[] =>
  rows.map(([code, title, iccsCode, validFrom, validTo]) => ({
    ...{ country, code, language, title, iccsCode, status, source },
    ...(validFrom !== undefined && { validFrom }),
    ...(validTo !== undefined && { validTo }),
  }));

const NOT_READ = 'article numbers from knowledge, the text not read';
const MADE_UP = 'made up: stands in until the country gives its table';
const common: readonly Row[] = [
  ['EX-1', 'Murder', '0101'],
  ['EX-2', 'Wounding', '020111'],
  ['EX-3', 'Robbery', '0401'],
  ['EX-4', 'Larceny', '0502'],
  ['EX-5', 'Obtaining by false pretences', '0701'],
];

/** A beginning of each country's table; a proposal (`unverified` or `illustrative`), never a finding. */
export const NATIONAL_OFFENCES: readonly NationalOffence[] = [
  ...law(['AR', 'es', 'unverified', `Código Penal; ${NOT_READ}`], [
    ['CP 79', 'Homicidio simple', '0101'],
    ['CP 89', 'Lesiones leves', '020112'],
    ['CP 162', 'Hurto', '0502'],
    ['CP 164', 'Robo', '0401'],
    ['CP 172', 'Estafa', '0701'],
  ]),
  ...law(['BR', 'pt', 'unverified', `Código Penal, Lei 11.343/2006; ${NOT_READ}`], [
    ['CP 121', 'Homicídio', '0101'],
    ['CP 155', 'Furto', '0502'],
    ['CP 157', 'Roubo', '0401'],
    ['CP 171', 'Estelionato', '0701'],
    ['CP 317', 'Corrupção passiva', '07031'],
    ['L11343 33', 'Tráfico de drogas', '060121', '2006-10-08'],
  ]),
  ...law(['CL', 'es', 'unverified', `Código Penal, Ley 20.000; ${NOT_READ}`], [
    ['CP 391', 'Homicidio', '0101'],
    ['CP 436', 'Robo con violencia o intimidación', '0401'],
    ['CP 446', 'Hurto', '0502'],
    ['CP 467', 'Estafa', '0701'],
    ['L20000 3', 'Tráfico ilícito de estupefacientes', '060121'],
  ]),
  ...law(['CR', 'es', 'unverified', `Código Penal; ${NOT_READ}`], [
    ['CP 111', 'Homicidio simple', '0101'],
    ['CP 208', 'Hurto', '0502'],
    ['CP 216', 'Estafa', '0701'],
  ]),
  ...law(['DO', 'es', 'unverified', `Código Penal; ${NOT_READ}`], [
    ['CP 295', 'Homicidio', '0101'],
    ['CP 379', 'Robo', '0502'],
    ['CP 405', 'Estafa', '0701'],
  ]),
  ...law(['EC', 'es', 'unverified', `Código Orgánico Integral Penal; ${NOT_READ}`], [
    ['COIP 144', 'Homicidio', '0101', '2014-08-10'],
    ['COIP 186', 'Estafa', '0701', '2014-08-10'],
    ['COIP 189', 'Robo', '0401', '2014-08-10'],
    ['COIP 196', 'Hurto', '0502', '2014-08-10'],
  ]),
  ...law(['GT', 'es', 'unverified', `Código Penal; ${NOT_READ}`], [
    ['CP 123', 'Homicidio', '0101'],
    ['CP 246', 'Hurto', '0502'],
    ['CP 251', 'Robo', '0401'],
    ['CP 263', 'Estafa propia', '0701'],
  ]),
  ...law(['PE', 'es', 'unverified', `Código Penal; ${NOT_READ}`], [
    ['CP 106', 'Homicidio simple', '0101'],
    ['CP 185', 'Hurto simple', '0502'],
    ['CP 188', 'Robo', '0401'],
    ['CP 196', 'Estafa', '0701'],
    ['CP 296', 'Tráfico ilícito de drogas', '060121'],
  ]),
  ...law(['PY', 'es', 'unverified', `Código Penal; ${NOT_READ}`], [
    ['CP 105', 'Homicidio doloso', '0101'],
    ['CP 161', 'Hurto', '0502'],
    ['CP 166', 'Robo', '0401'],
    ['CP 187', 'Estafa', '0701'],
  ]),
  ...law(['UY', 'es', 'unverified', `Código Penal; ${NOT_READ}`], [
    ['CP 310', 'Homicidio', '0101'],
    ['CP 340', 'Hurto', '0502'],
    ['CP 344', 'Rapiña', '0401'],
    ['CP 347', 'Estafa', '0701'],
  ]),
  ...law(['HN', 'es', 'illustrative', MADE_UP], [
    ['EX-1', 'Homicidio', '0101'],
    ['EX-3', 'Robo', '0401'],
    ['EX-4', 'Hurto', '0502'],
  ]),
  ...law(['PA', 'es', 'illustrative', MADE_UP], [
    ['EX-1', 'Homicidio', '0101'],
    ['EX-3', 'Robo', '0401'],
    ['EX-4', 'Hurto', '0502'],
  ]),
  ...law(['SR', 'nl', 'illustrative', MADE_UP], [
    ['EX-1', 'Doodslag', '0101'],
    ['EX-3', 'Diefstal met geweld', '0401'],
    ['EX-4', 'Diefstal', '0502'],
  ]),
  ...(['BB', 'BS', 'BZ', 'GY', 'JM'] as const).flatMap((country) => law([country, 'en', 'illustrative', MADE_UP], common)),
]; // prettier-ignore

/** The codes of a country that hold on a day (`YYYY-MM-DD`); those of unknown beginning or end are taken to hold. */
export function nationalOffencesOf(country: CountryCode, day: string): readonly NationalOffence[] {
  return NATIONAL_OFFENCES.filter(
    (offence) => offence.country === country && (offence.validFrom ?? day) <= day && day <= (offence.validTo ?? day),
  );
}

/** What such an offence is called: its own title, or the title of its ICCS code in another language, marked as a translation. */
export function titleIn({ title, language: own, iccsCode }: NationalOffence, language: Language): Text {
  if (language === own) return { language, value: title };
  return { language, value: titleOf(ICCS, iccsCode, language) ?? title, translated: 'Y' };
}
