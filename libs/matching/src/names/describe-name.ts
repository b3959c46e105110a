import type { NameKind, PersonName } from '#libs/protocol';
import { foldText } from './fold.js';
import { significantTokens, tokensOf } from './tokens.js';
import { PLACEHOLDER_TEXT, SUFFIXES, WIDOW_OF } from './words.js';

/** A name in folded tokens: what the registers of all countries, and questions, have in common. */
export interface NameFeatures {
  readonly kind: NameKind;
  /** Folded, in order, without particles. */
  readonly given: readonly string[];
  /** First and second surname together, in order. */
  readonly surname: readonly string[];
  /** The whole name where the border between given names and surnames is not known; `given` and `surname` are empty then. */
  readonly loose?: readonly string[];
  /** A spouse's name: it may agree, it never contradicts. */
  readonly married?: readonly string[];
  /** Those of the surnames that may be a spouse's: "López de Pérez". */
  readonly perhapsMarried?: readonly string[];
  /** JUNIOR, FILHO, NETO, ...: a father and his son. */
  readonly suffix?: string;
  /** A second way to read a name that was written for machines; it finds, and agrees, beside the first. */
  readonly isReading?: true;
}

interface Parts {
  readonly given: string[];
  readonly surname: string[];
  readonly loose: string[];
}

/** Up to which length a name is read; the wire allows 400. */
const MAX_LENGTH = 1000;
/** English text brings names as "Fitzgerald's". */
const POSSESSIVE = /(?<=\p{L}{3})['’]s$/iu;
const MACHINE_READABLE = /^(?:[PIACV]<[A-Z]{3})?(?<surname>[A-Z<]*[A-Z])<<(?<given>[A-Z][A-Z<]*)$/;

/** Describes a name, or undefined when nothing of it is known. */
export function describeName(name: PersonName): NameFeatures | undefined {
  const { surname, given, loose } = partsOf(name);
  const suffix = takeSuffix(surname, given, loose) ?? suffixOf(name.suffix);
  const spouse = [
    ...words(name.marriedName).filter((word) => !WIDOW_OF.has(word)),
    ...takeWidowed(surname),
    ...takeWidowed(loose),
  ];
  const married = significantTokens(spouse);
  const perhapsMarried = trailingSpouse(surname, 3) ?? trailingSpouse(loose, 4);
  const features = {
    given: significantTokens(given),
    surname: significantTokens(surname),
    loose: significantTokens(loose),
  };
  if (features.given.length + features.surname.length + features.loose.length === 0) return undefined;
  return {
    kind: name.kind,
    given: features.given,
    surname: features.surname,
    ...(features.loose.length > 0 && { loose: features.loose }),
    ...(married.length > 0 && { married }),
    ...(perhapsMarried !== undefined && { perhapsMarried }),
    ...(suffix !== undefined && { suffix }),
  };
}

/** The folded words of each part of the name as told, particles included. */
function partsOf(name: PersonName): Parts {
  const given = (name.given ?? []).flatMap(words);
  const surname = [name.prefix, name.surname1, name.surname2].flatMap((part) => words(part));
  if (name.given !== undefined && name.surname1 !== undefined) return { given, surname, loose: [] };
  const whole = splitWhole(name.full.slice(0, MAX_LENGTH).replace(POSSESSIVE, ''));
  // Only one part is told: what else stands in the full name is the other.
  if (surname.length > 0) return { given: without(whole, surname), surname, loose: [] };
  if (given.length > 0) return { given, surname: without(whole, given), loose: [] };
  return whole;
}

function words(text: string | undefined): string[] {
  if (text === undefined) return [];
  const folded = foldText(text.slice(0, MAX_LENGTH));
  return folded === '' || PLACEHOLDER_TEXT.test(folded) ? [] : folded.split(' ');
}

/** "PEREZ, JUAN" and "PEREZ<<JUAN" say where the surname ends; "Juan Pérez" does not. */
function splitWhole(full: string): Parts {
  const { surname, given } = MACHINE_READABLE.exec(full.trim().replace(/<+$/, ''))?.groups ?? {};
  if (surname !== undefined && given !== undefined) return { surname: words(surname), given: words(given), loose: [] };
  const [first = [], second, ...others] = full.split(/[,،、，;]/u).map((part) => words(part));
  if (second === undefined) return { given: [], surname: [], loose: [...first] };
  const rest = others.flat();
  // "Juan Pérez, Jr." is no surname before a comma.
  if (second.length === 1 && SUFFIXES[second[0] ?? ''] !== undefined && rest.length === 0)
    return { given: [], surname: [], loose: [...first, ...second] };
  if (first.length === 0 || second.length === 0)
    return { given: [], surname: [], loose: [...first, ...second, ...rest] };
  const suffixes = rest.filter((word) => SUFFIXES[word] !== undefined);
  return {
    surname: [...first, ...suffixes],
    given: [...second, ...rest.filter((word) => SUFFIXES[word] === undefined)],
    loose: [],
  };
}

function without(whole: Parts, known: readonly string[]): string[] {
  const rest = [...whole.given, ...whole.surname, ...whole.loose];
  for (const word of known) {
    const index = rest.indexOf(word);
    if (index >= 0) rest.splice(index, 1);
  }
  return rest;
}

const suffixOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : (SUFFIXES[foldText(text)] ?? tokensOf(text)[0]);

/** Takes a suffix off the end of the surname, or of the whole name; a surname of its own ("Neto") stays one. */
function takeSuffix(surname: string[], given: string[], loose: string[]): string | undefined {
  for (const part of [surname, loose, given]) {
    const suffix = SUFFIXES[part.at(-1) ?? ''];
    const least = part === loose ? 3 : 2;
    if (suffix === undefined || part.length < least || (part === given && !/^(I+V?|JUNIOR|SENIOR)$/.test(suffix)))
      continue;
    part.pop();
    return suffix;
  }
  return undefined;
}

/** Takes "viuda de Pérez" off the end. */
function takeWidowed(part: string[]): string[] {
  const index = part.findIndex((word) => WIDOW_OF.has(word));
  return index > 0 && index < part.length - 1 ? part.splice(index).slice(1) : [];
}

/** "López de Pérez": DE and one word at the end, after another surname. */
function trailingSpouse(part: readonly string[], leastWords: number): string[] | undefined {
  const last = part.at(-1);
  if (part.length < leastWords || part.at(-2) !== 'DE' || last === undefined) return undefined;
  return significantTokens([last]);
}
