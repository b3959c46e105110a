import type { CountryCode } from '#libs/protocol';
import { GIVEN_HEADS, SURNAME_HEADS } from './heads.js';
import type { RankedList } from '../random.js';
import * as lists from './lists.js';
import type { Culture } from './fashions.js';
import { TAILS } from './tails.js';

/** How a community writes a full name. */
export type NameStyle = 'hispanic' | 'portuguese' | 'english' | 'dutch';

/** The names of one community. */
export interface NamePool {
  readonly id: string;
  readonly style: NameStyle;
  /** Whose given names come and go with the year of birth. */
  readonly culture: Culture;
  readonly male: RankedList;
  readonly female: RankedList;
  readonly surnames: RankedList;
  /** Surnames that some of its parents have from another community, and how many of them. */
  readonly mixed?: readonly [share: number, surnames: RankedList];
  /** Borne by nobody in any register: for questions about persons who are not there. */
  readonly absentSurnames: readonly string[];
  /** Share of persons with the mother's surname after the father's; 0.93 unless told. */
  readonly secondSurnames?: number;
  /** Share of persons with a single name and no surname. */
  readonly singleNames?: number;
}

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Distinct names, the absent ones left out. */
function ranked(flatness: number, exponent: number, ...parts: readonly (readonly string[] | string)[]): RankedList {
  const names = parts.flatMap((part) => (typeof part === 'string' ? words(part) : part));
  return { names: [...new Set(names)].filter((name) => name !== '' && !ABSENT.has(name)), flatness, exponent };
}

const ABSENT = new Set(Object.values(lists.ABSENT).flatMap(words));
const given = (group: keyof typeof GIVEN_HEADS, female: boolean): string => GIVEN_HEADS[group][female ? 1 : 0];

/** Each list is long: made once, when the first person of the community is. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const spanishGiven = once(() => {
  const of = (female: boolean) =>
    ranked(9, 1.35, female ? lists.HISPANIC_FEMALE : lists.HISPANIC_MALE, given('ES', female), TAILS.spanishGiven(female)); // prettier-ignore
  return { male: of(false), female: of(true) };
});
const spanishTail = once(TAILS.spanish);
const basqueTail = once(TAILS.basque);
const italianTail = once(TAILS.italian);
const portugueseTail = once(TAILS.portuguese);
const englishTail = once(TAILS.english);

/** The concentration of surnames by country: Paraguay's first surname is borne by 7 %, Argentina's by 1.5 %. */
const FLATNESS: Partial<Record<CountryCode, number>> = {
  PY: 2,
  CR: 3,
  DO: 3,
  GT: 4,
  HN: 3,
  PA: 4,
  PE: 5,
  EC: 5,
  BZ: 6,
};

const SOUTH: readonly CountryCode[] = ['AR', 'UY'];

function hispanicSurnames(country: CountryCode): RankedList {
  const heads: Partial<Record<CountryCode, string>> = SURNAME_HEADS;
  const isSouth = SOUTH.includes(country);
  const tail = isSouth
    ? TAILS.interleave(spanishTail(), italianTail(), basqueTail())
    : [...TAILS.interleave(spanishTail().slice(0, 2400), basqueTail().slice(0, 500)), ...spanishTail().slice(2400)];
  return ranked(
    FLATNESS[country] ?? 8,
    1.12,
    heads[country] ?? '',
    lists.LOCAL_SURNAMES[country] ?? '',
    lists.HISPANIC_SURNAMES,
    ...(isSouth ? [SURNAME_HEADS.IT] : []),
    SURNAME_HEADS.MX,
    SURNAME_HEADS.CL,
    SURNAME_HEADS.ES,
    lists.HISPANIC_RARE,
    tail,
  );
}

const hispanic = (country: CountryCode): NamePool => ({
  id: `hispanic-${country}`,
  style: 'hispanic',
  culture: 'spanish',
  ...(country === 'AR' && { secondSurnames: 0.25 }),
  ...spanishGiven(),
  surnames: hispanicSurnames(country),
  absentSurnames: words(lists.ABSENT.hispanic),
});

/** A community that has Spanish given names, its own surnames, and some Spanish ones. */
const amongHispanics = (
  country: CountryCode,
  id: string,
  surnames: RankedList,
  mixedShare: number,
  givenNames: { male: string; female: string } = { male: '', female: '' },
): NamePool => ({
  ...hispanic(country),
  id,
  male: ranked(9, 1.35, givenNames.male, spanishGiven().male.names),
  female: ranked(9, 1.35, givenNames.female, spanishGiven().female.names),
  surnames,
  mixed: [mixedShare, hispanicSurnames(country)],
});

const brazil = (): NamePool => {
  const of = (female: boolean) =>
    ranked(5, 1.3, female ? lists.BRAZIL_FEMALE : lists.BRAZIL_MALE, given('PT', female), TAILS.portugueseGiven(female)); // prettier-ignore
  return {
    id: 'brazil',
    style: 'portuguese',
    culture: 'portuguese',
    male: of(false),
    female: of(true),
    surnames: ranked(1, 1.08, lists.BRAZIL_SURNAMES, SURNAME_HEADS.PT, portugueseTail().slice(0, 1500), TAILS.interleave(portugueseTail().slice(1500), italianTail())), // prettier-ignore
    absentSurnames: words(lists.ABSENT.brazil),
  };
};
const amongBrazilians = (id: string, surnames: RankedList): NamePool => ({
  ...brazil(),
  id,
  surnames,
  mixed: [0.5, brazil().surnames],
});

const caribbean = (id: string, local: string, flatness = 8): NamePool => {
  const of = (female: boolean) =>
    ranked(12, 1.3, female ? lists.CARIBBEAN_FEMALE : lists.CARIBBEAN_MALE, given('EN', female), TAILS.caribbeanGiven(female)); // prettier-ignore
  return {
    id,
    style: 'english',
    culture: 'english',
    male: of(false),
    female: of(true),
    surnames: ranked(
      flatness,
      1.12,
      local,
      lists.CARIBBEAN_SURNAMES,
      SURNAME_HEADS.GB,
      SURNAME_HEADS.US,
      englishTail(),
    ),
    absentSurnames: words(lists.ABSENT.caribbean),
  };
};
const indoCaribbean = (): NamePool => {
  const of = (female: boolean) =>
    ranked(15, 1.3, female ? lists.INDIAN_FEMALE : lists.INDIAN_MALE, given('IN', female), TAILS.caribbeanGiven(female).slice(0, 250)); // prettier-ignore
  return {
    id: 'indo-caribbean',
    style: 'english',
    culture: 'indian',
    male: of(false),
    female: of(true),
    surnames: ranked(3, 1.12, lists.GUYANA_INDIAN_SURNAMES, TAILS.hindustani()),
    absentSurnames: words(lists.ABSENT.indian),
  };
};
const chineseIn = (base: NamePool, id = 'chinese'): NamePool => {
  const heads = words(lists.CHINESE_SURNAMES);
  const surnames = ranked(6, 1.15, heads, SURNAME_HEADS.CN, TAILS.chinese(heads));
  return {
    ...base,
    id: `${id}-${base.id}`,
    surnames,
    ...(base.style === 'hispanic' && { mixed: [0.25, base.surnames] }),
  };
};
const lebaneseIn = (base: NamePool): NamePool => ({
  ...base,
  id: `lebanese-${base.id}`,
  male: ranked(10, 1.15, given('LB', false), base.male.names),
  female: ranked(10, 1.15, given('LB', true), base.female.names),
  surnames: ranked(8, 1.15, lists.LEBANESE_SURNAMES),
  mixed: [0.3, base.surnames],
});
const haitianIn = (base: NamePool): NamePool => {
  const heads = words(lists.HAITIAN_SURNAMES);
  return {
    id: `haitian-${base.id}`,
    style: 'english',
    culture: 'haitian',
    male: ranked(10, 1.1, lists.HAITIAN_MALE, given('HT', false)),
    female: ranked(10, 1.1, lists.HAITIAN_FEMALE, given('HT', true)),
    surnames: ranked(4, 1.12, heads, SURNAME_HEADS.FR, TAILS.haitian(heads)),
    absentSurnames: base.absentSurnames,
  };
};
const garifuna = (country: CountryCode): NamePool =>
  amongHispanics(country, 'garifuna', ranked(6, 1.15, lists.GARIFUNA_SURNAMES), 0.35, {
    male: 'Ellis Felix Kelvin Marvin Elroy Jerome Wilfred Theodoro Gregorio Celestino Eusebio Basilio',
    female: 'Felicita Marcelina Petrona Eulalia Antonia Leonarda Lovinia Dativa Santa Maura Gwendolyn Paulina',
  });
const maya = (country: CountryCode): NamePool =>
  amongHispanics(country, 'maya', ranked(5, 1.12, lists.MAYA_SURNAMES, TAILS.maya()), country === 'BZ' ? 0.1 : 0.3, {
    male: 'Domingo Sebastián Mateo Tomás Pascual Gaspar Baltazar Diego Andrés Santos',
    female: 'Candelaria Petrona Magdalena Micaela Catarina Juana Dominga Tomasa Eulalia Sebastiana',
  });
const andean = (country: CountryCode): NamePool =>
  amongHispanics(country, 'andean', ranked(2, 1.12, lists.ANDEAN_SURNAMES, TAILS.andean()), 0.35, {
    male: 'Wilber Edgar Percy Rolando Saturnino Zenón Fortunato Germán Hilario Nazario',
    female: 'Nilda Hermelinda Vilma Eulogia Fortunata Saturnina Lidia Gregoria Benita Nélida',
  });

const surinameCreole = (): NamePool => {
  const of = (female: boolean) =>
    ranked(15, 1.3, female ? lists.SURINAME_FEMALE : lists.SURINAME_MALE, given('NL', female), TAILS.caribbeanGiven(female)); // prettier-ignore
  return {
    id: 'suriname-creole',
    style: 'dutch',
    culture: 'surinamese',
    male: of(false),
    female: of(true),
    surnames: ranked(15, 1.1, lists.SURINAME_SURNAMES, SURNAME_HEADS.NL, TAILS.dutch()),
    absentSurnames: words(lists.ABSENT.suriname),
  };
};
const surinameHindustani = (): NamePool => ({
  ...indoCaribbean(),
  id: 'suriname-hindustani',
  style: 'dutch',
  surnames: ranked(8, 1.12, lists.SURINAME_INDIAN_SURNAMES, TAILS.dutchIndian()),
});
const surinameJavanese = (): NamePool => ({
  id: 'suriname-javanese',
  style: 'dutch',
  culture: 'javanese',
  male: ranked(12, 1.1, lists.JAVANESE_MALE, TAILS.javaneseGiven(false), given('NL', false)),
  female: ranked(12, 1.1, lists.JAVANESE_FEMALE, TAILS.javaneseGiven(true), given('NL', true)),
  surnames: ranked(15, 1.1, lists.JAVANESE_SURNAMES, TAILS.javanese()),
  absentSurnames: words(lists.ABSENT.suriname),
  singleNames: 0.3,
});

type Communities = readonly (readonly [share: number, pool: NamePool])[];

/** Who lives where, roughly as the censuses say; shares sum to 1. */
const COMMUNITIES: Readonly<Record<CountryCode, () => Communities>> = {
  AR: () => [[0.91, hispanic('AR')], [0.05, andean('AR')], [0.03, lebaneseIn(hispanic('AR'))], [0.01, chineseIn(hispanic('AR'))]],
  BB: () => [[0.96, caribbean('barbados', lists.BARBADOS, 5)], [0.03, indoCaribbean()], [0.01, lebaneseIn(caribbean('barbados', lists.BARBADOS, 5))]],
  BR: () => [[0.93, brazil()], [0.03, amongBrazilians('german-brazil', ranked(8, 1.15, SURNAME_HEADS.DE, TAILS.german()))], [0.02, lebaneseIn(brazil())], [0.02, amongBrazilians('japanese-brazil', ranked(8, 1.15, TAILS.japanese()))]],
  BS: () => [[0.88, caribbean('bahamas', lists.BAHAMAS, 4)], [0.12, haitianIn(caribbean('bahamas', lists.BAHAMAS, 4))]],
  BZ: () => [[0.46, hispanic('BZ')], [0.27, caribbean('belize', lists.BELIZE, 6)], [0.12, maya('BZ')], [0.08, garifuna('BZ')], [0.04, indoCaribbean()], [0.02, chineseIn(hispanic('BZ'))], [0.01, lebaneseIn(hispanic('BZ'))]],
  CL: () => [[0.91, hispanic('CL')], [0.07, amongHispanics('CL', 'mapuche', ranked(6, 1.12, TAILS.mapuche()), 0.35)], [0.02, lebaneseIn(hispanic('CL'))]],
  CR: () => [[0.95, hispanic('CR')], [0.03, caribbean('limon', 'Brown Smith Campbell')], [0.02, chineseIn(hispanic('CR'))]],
  DO: () => [[0.9, hispanic('DO')], [0.08, haitianIn(hispanic('DO'))], [0.02, lebaneseIn(hispanic('DO'))]],
  EC: () => [[0.84, hispanic('EC')], [0.12, andean('EC')], [0.02, lebaneseIn(hispanic('EC'))], [0.02, chineseIn(hispanic('EC'))]],
  GT: () => [[0.58, hispanic('GT')], [0.4, maya('GT')], [0.01, garifuna('GT')], [0.01, chineseIn(hispanic('GT'))]],
  GY: () => [[0.42, indoCaribbean()], [0.5, caribbean('guyana', lists.GUYANA, 6)], [0.05, amongBrazilians('guyana-portuguese', ranked(5, 1.12, lists.GUYANA_PORTUGUESE))], [0.03, chineseIn(caribbean('guyana', lists.GUYANA, 6))]],
  HN: () => [[0.92, hispanic('HN')], [0.06, garifuna('HN')], [0.02, lebaneseIn(hispanic('HN'))]],
  JM: () => [[0.94, caribbean('jamaica', lists.JAMAICA, 5)], [0.04, indoCaribbean()], [0.02, chineseIn(caribbean('jamaica', lists.JAMAICA, 5))]],
  PA: () => [[0.84, hispanic('PA')], [0.09, caribbean('panama', 'Brown Smith Williams')], [0.05, chineseIn(hispanic('PA'))], [0.02, lebaneseIn(hispanic('PA'))]],
  PE: () => [[0.68, hispanic('PE')], [0.28, andean('PE')], [0.02, chineseIn(hispanic('PE'))], [0.02, amongHispanics('PE', 'japanese-peru', ranked(8, 1.15, TAILS.japanese()), 0.4)]],
  PY: () => [[0.93, hispanic('PY')], [0.03, amongHispanics('PY', 'guarani', ranked(8, 1.15, TAILS.guarani()), 0.5)], [0.02, amongHispanics('PY', 'german-paraguay', ranked(8, 1.15, SURNAME_HEADS.DE, TAILS.german()), 0.1)], [0.02, lebaneseIn(hispanic('PY'))]],
  SR: () => [[0.46, surinameCreole()], [0.29, surinameHindustani()], [0.15, surinameJavanese()], [0.06, chineseIn(surinameCreole())], [0.02, haitianIn(surinameCreole())], [0.02, brazil()]],
  UY: () => [[0.98, hispanic('UY')], [0.02, lebaneseIn(hispanic('UY'))]],
}; // prettier-ignore

const made = new Map<CountryCode, Communities>();

/** The communities of a country with the share of each. */
export function communitiesOf(country: CountryCode): Communities {
  const known = made.get(country) ?? COMMUNITIES[country]();
  made.set(country, known);
  return known;
}
