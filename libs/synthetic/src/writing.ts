import type { PersonName } from '#libs/protocol';
import { withParts } from './misspelling.js';
import type { Random } from './random.js';

/** Ways in which clerks, forms and machines write a name whose words are right. */

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();

function mapWords(name: PersonName, change: (text: string) => string): PersonName {
  const { given, prefix, surname1, surname2, suffix, marriedName } = name;
  const of = (text: string | undefined): string | undefined => (text === undefined ? undefined : change(text));
  return withParts(name, {
    given: given?.map(change),
    ...{ prefix: of(prefix), surname1: of(surname1), surname2: of(surname2), suffix: of(suffix) },
    marriedName: of(marriedName),
  });
}

/** Capitals without accents. */
export const inCapitals = (name: PersonName): PersonName => mapWords(name, plain);

/** @see ICAO 9303-3 section 6: NXX and UXX, or N, UE, AE, OE; a name of a passport has 39 characters at most. */
export function machineReadable(name: PersonName): PersonName {
  const transcribe = (text: string): string =>
    plain(text.replace(/ñ/gi, 'NXX').replace(/ü/gi, 'UXX').replace(/ä/gi, 'AE').replace(/ö/gi, 'OE'))
      .replace(/['’.]/g, '')
      .replaceAll('-', ' ');
  const { given = [], prefix, surname1, surname2 } = name;
  const surnames = transcribe([prefix, surname1, surname2].filter((part) => part !== undefined).join(' '));
  const full = [surnames, transcribe(given.join(' '))].filter((part) => part !== '').join(', ');
  return { full: full.slice(0, 40).trim().replace(/,$/, ''), kind: name.kind };
}

/** `García López, Juan Carlos`. */
export function surnameFirst(name: PersonName): string {
  const { given = [], prefix, surname1, surname2, suffix, marriedName } = name;
  const surnames = [prefix, surname1, surname2, suffix, marriedName].filter((part) => part !== undefined).join(' ');
  return `${surnames}, ${given.join(' ')}`.trim();
}

const HUSBANDS = ['García', 'Pérez', 'Silva', 'Brown', 'Rodríguez', 'Ramírez', 'Williams', 'Souza', 'Medina', 'Castro'];

/** Two surnames: `de Pérez` is added. One surname: the husband's may stand in its place. */
export function married(name: PersonName, random: Random): PersonName {
  const husband = random.pick(HUSBANDS);
  return name.surname2 !== undefined || random.chance(0.4)
    ? withParts(name, { marriedName: `de ${husband}` })
    : withParts(name, { surname1: `${name.surname1 ?? ''}-${husband}` });
}

export function givenAndSurnameSwapped(name: PersonName): PersonName {
  const { given = [], surname1 = '', surname2 } = name;
  const surnames = [surname1, ...(surname2 === undefined ? [] : [surname2])];
  return withParts(name, { given: surnames, surname1: given.join(' '), surname2: undefined });
}

/** First surname as a middle name, second surname as the only one. */
export function englishForm(name: PersonName): PersonName {
  const { given = [], surname1 = '', surname2 = '' } = name;
  return withParts(name, { given: [...given, surname1], surname1: surname2, surname2: undefined, prefix: undefined });
}

/** The second given name as its first letter. */
export function withInitial(name: PersonName): PersonName {
  const [first = '', second = '', ...rest] = name.given ?? [];
  return withParts(name, { given: [first, `${second.charAt(0)}.`, ...rest] });
}

const SHORT_FORMS: Readonly<Record<string, string>> = {
  María: 'Mª', Maria: 'M.', Francisco: 'Fco.', José: 'Pepe', Manuel: 'Manolo', Jesús: 'Chucho', Guillermo: 'Memo',
  Guadalupe: 'Lupe', Dolores: 'Lola', Antonio: 'Toño', Antônio: 'Toninho', Raimundo: 'Mundinho', William: 'Bill', Anthony: 'Tony',
  Michael: 'Mike', Christopher: 'Chris', Patricia: 'Patty', Elizabeth: 'Liz', Roberto: 'Beto', Alejandro: 'Alex',
}; // prettier-ignore

export const hasShortForm = ({ given = [] }: PersonName): boolean =>
  given.some((word) => Object.hasOwn(SHORT_FORMS, word));

export const inShortForm = (name: PersonName): PersonName =>
  withParts(name, { given: (name.given ?? []).map((word) => SHORT_FORMS[word] ?? word) });

export const canBeGlued = ({ given = [], prefix }: PersonName): boolean => prefix !== undefined || given.length > 1;

/** The prefix joined to the surname, or else two given names to one. */
export function glued(name: PersonName): PersonName {
  const { prefix, surname1 = '', given = [] } = name;
  if (prefix !== undefined) {
    return withParts(name, { prefix: undefined, surname1: prefix.replaceAll(' ', '') + surname1.toLowerCase() });
  }
  const [first = '', second = '', ...rest] = given;
  return withParts(name, { given: [first + second.toLowerCase(), ...rest] });
}
