import type { IdentityDocument, Subject } from '#libs/protocol';
import { readBirthDate } from './birth-date.js';
import type { DateFeature } from './birth-date.js';
import { canonicalDocument, containedDocument, isDoubtfulNumber } from './document.js';
import { describeName } from './names/describe-name.js';
import type { NameFeatures } from './names/describe-name.js';
import { foldText } from './names/fold.js';
import { furtherReadings } from './names/readings.js';
import { PLACEHOLDER_TEXT, PLACEHOLDER_WORD } from './names/words.js';

/**
 * Version of the folding, the features and the keys. It is stored beside every person's features: those of two versions
 * must never be compared, so a change here means that the register is described anew.
 */
export const FEATURES_VERSION = 2;

export type { DateFeature };

/** An identity number in canonical form. */
export interface DocumentFeature {
  readonly country: string;
  readonly type: string;
  readonly number: string;
  /** Its form or check digit is wrong. */
  readonly isDoubtful?: true;
}

/** What identification looks at, of a person in a register and of a subject alike; plain JSON. */
export interface Features {
  /** Aliases included; a name of which nothing is known is left out. */
  readonly names: readonly NameFeatures[];
  readonly birthDates: readonly DateFeature[];
  /** ISO/IEC 5218: 1 male, 2 female. */
  readonly sex?: 1 | 2;
  /** ISO 3166-1 alpha-2, or XXA (stateless). */
  readonly nationalities: readonly string[];
  readonly birthCountry?: string;
  /** Folded. */
  readonly birthTown?: string;
  readonly mother?: NameFeatures;
  readonly father?: NameFeatures;
  readonly documents: readonly DocumentFeature[];
}

/** The members of a subject, or of a person in a register, by which they are told from others. */
export type Identity = Pick<
  Subject,
  'names' | 'birthDate' | 'sex' | 'birthPlace' | 'nationalities' | 'documents' | 'mother' | 'father'
>;

const UNKNOWN_COUNTRIES: ReadonlySet<string> = new Set(['ZZ', 'XX', 'XXX']);

/** Describes a person of a register, or a subject: the same words give the same features on both sides. */
export function describe(identity: Identity): Features {
  const birthDate = identity.birthDate === undefined ? undefined : readBirthDate(identity.birthDate);
  const country = identity.birthPlace?.country;
  const town = foldedTown(identity.birthPlace?.town);
  const mother = identity.mother && describeName(identity.mother);
  const father = identity.father && describeName(identity.father);
  return {
    names: distinct(identity.names.map(describeName).filter((name) => name !== undefined)),
    birthDates: birthDate === undefined ? [] : [birthDate],
    ...((identity.sex === 1 || identity.sex === 2) && { sex: identity.sex }),
    nationalities: [...new Set(identity.nationalities ?? [])].filter((code) => !UNKNOWN_COUNTRIES.has(code)),
    ...(country !== undefined && !UNKNOWN_COUNTRIES.has(country) && { birthCountry: country }),
    ...(town !== undefined && { birthTown: town }),
    ...(mother && { mother }),
    ...(father && { father }),
    documents: distinct((identity.documents ?? []).map(describeDocument).filter((document) => document !== undefined)),
  };
}

/** {@link describe}, further readings of names that may have been copied from a machine-readable zone, and numbers within numbers. */
export function describeQuestion(subject: Subject): Features {
  const features = describe(subject);
  const contained = features.documents.map(containedDocument).filter((document) => document !== undefined);
  return {
    ...features,
    names: distinct([...features.names, ...features.names.flatMap(furtherReadings)]),
    documents: distinct([...features.documents, ...contained.map(describeDocument)].filter((document) => document !== undefined)), // prettier-ignore
  };
}

function describeDocument(document: IdentityDocument): DocumentFeature | undefined {
  const canonical = canonicalDocument(document);
  if (canonical === undefined) return undefined;
  const { country, type, number } = canonical;
  return { country, type, number, ...(isDoubtfulNumber(canonical) && { isDoubtful: true }) };
}

function foldedTown(town: string | undefined): string | undefined {
  const folded = town === undefined ? '' : foldText(town);
  return folded === '' || PLACEHOLDER_TEXT.test(folded) || PLACEHOLDER_WORD.test(folded) ? undefined : folded;
}

function distinct<T>(items: readonly T[]): T[] {
  if (items.length < 2) return [...items];
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
