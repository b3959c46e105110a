import type { IdentityDocument } from '#libs/protocol';
import { checkResult } from './check-characters.js';
import type { CheckResult } from './check-characters.js';

/** An identity number in the one form in which it is compared and stored, with what is doubtful about it. */
export interface CanonicalDocument {
  readonly country: string;
  readonly type: string;
  readonly number: string;
  /** `none`: a type whose form is not known here. `failed` is a warning, never a block. */
  readonly format: 'ok' | 'failed' | 'none';
  /** `failed` is a warning, never a block: genuine numbers with wrong check digits exist. */
  readonly checkDigit: CheckResult;
}

interface DocumentScheme {
  readonly country: string;
  /** From the number in upper case; `compact` has nothing but A to Z and 0 to 9. */
  readonly canonical: (compact: string, written: string) => string;
  /** Form of the canonical number. */
  readonly format: RegExp;
}

/**
 * Spreadsheets drop leading zeros and clerks add them: all are taken off, then put back up to the scheme's width. Two
 * numbers that fall together this way still identify nobody alone, name and birth date must agree as well. Letters
 * before the first digit are labels ("DNI", "C.I.").
 */
const digits = (width: number) => (compact: string) => {
  const unlabelled = compact.replace(/^[A-Z]+(?=\d)/, '');
  return /^\d+[0-9K]?$/.test(unlabelled) ? unlabelled.replace(/^0+/, '').padStart(width, '0') : compact;
};

const asWritten = (compact: string): string => compact;

/** Eight digits and perhaps a check character, which is not part of the number. */
const peruvianDni = (compact: string): string =>
  /^\d{8}[0-9A-K]$/.test(compact) ? compact.slice(0, 8) : digits(8)(compact);

/** Volume and entry are numbers between hyphens: `08-0123-00456` and `8-123-456` are the same. */
function panamanianCedula(compact: string, written: string): string {
  const parts = written.split(/[^A-Z0-9]+/).filter((part) => part !== '');
  const [first = '', second = '', ...rest] = parts;
  const merged = /^(AV|PI)$/.test(second) ? [first + second, ...rest] : parts;
  if (merged.length !== 3) return compact;
  return merged.map((part) => part.replace(/^0+(?=.)/, '')).join('-');
}

const PANAMANIAN = /^(PE|E|N|[2-9](AV|PI)?|1[0-3]?(AV|PI)?)-\d{1,4}-\d{1,6}$/;

/**
 * The identity numbers of the 18 countries. Sources and how sure each is: docs of the catalogue's document types.
 * BB, BZ, GY, JM, SR, BS: the form is a length only, not published.
 */
const SCHEMES: Readonly<Record<string, DocumentScheme>> = {
  AR_DNI: { country: 'AR', canonical: digits(7), format: /^\d{7,8}$/ },
  AR_CUIL: { country: 'AR', canonical: digits(11), format: /^(20|23|24|25|26|27)\d{9}$/ },
  BB_NRN: { country: 'BB', canonical: digits(10), format: /^\d{10}$/ },
  BZ_SSN: { country: 'BZ', canonical: digits(9), format: /^\d{9}$/ },
  BR_CPF: { country: 'BR', canonical: digits(11), format: /^\d{11}$/ },
  BR_RG: { country: 'BR', canonical: asWritten, format: /^[0-9A-Z]{5,14}$/ },
  CL_RUN: { country: 'CL', canonical: digits(8), format: /^\d{7,8}[0-9K]$/ },
  CR_CEDULA: { country: 'CR', canonical: digits(9), format: /^[1-9]\d{8}$/ },
  CR_DIMEX: { country: 'CR', canonical: digits(11), format: /^1\d{10,11}$/ },
  DO_CEDULA: { country: 'DO', canonical: digits(11), format: /^\d{11}$/ },
  EC_CI: { country: 'EC', canonical: digits(10), format: /^(0[1-9]|1\d|2[0-4]|30)[0-6]\d{7}$/ },
  GT_CUI: { country: 'GT', canonical: digits(13), format: /^\d{9}(0[1-9]|1\d|2[0-2])\d{2}$/ },
  GY_NID: { country: 'GY', canonical: digits(9), format: /^\d{9}$/ },
  HN_DNI: { country: 'HN', canonical: digits(13), format: /^(0[1-9]|1[0-8])\d{2}(19|20)\d{2}\d{5}$/ },
  JM_TRN: { country: 'JM', canonical: digits(9), format: /^\d{9}$/ },
  JM_NIN: { country: 'JM', canonical: digits(9), format: /^\d{9}$/ },
  PA_CEDULA: { country: 'PA', canonical: panamanianCedula, format: PANAMANIAN },
  PY_CI: { country: 'PY', canonical: digits(5), format: /^\d{5,8}$/ },
  PE_DNI: { country: 'PE', canonical: peruvianDni, format: /^\d{8}$/ },
  PE_CE: { country: 'PE', canonical: digits(9), format: /^\d{9,12}$/ },
  SR_ID: { country: 'SR', canonical: asWritten, format: /^[A-Z0-9]{6,12}$/ },
  BS_NIB: { country: 'BS', canonical: digits(8), format: /^\d{8,9}$/ },
  UY_CI: { country: 'UY', canonical: digits(8), format: /^\d{8}$/ },
};

/** Types of which a person may hold several at a time or one after the other: another number contradicts nothing. */
const SEVERAL_PER_PERSON: ReadonlySet<string> = new Set(['PASSPORT', 'BR_RG']);

/** True for a type of which people have one number for life, as far as is known here. */
export function isOnePerPerson(type: string): boolean {
  return !SEVERAL_PER_PERSON.has(type);
}

/** One source only, and it contradicts itself: a failure says nothing, and fitting proves nothing. */
const UNCONFIRMED_CHECKS: ReadonlySet<string> = new Set(['JM_TRN']);

/** True when a number's form or check digit failed, by a rule that is certain enough to make it weigh less. */
export function isDoubtfulNumber({ type, format, checkDigit }: CanonicalDocument): boolean {
  return format === 'failed' || (checkDigit === 'failed' && !UNCONFIRMED_CHECKS.has(type));
}

/** True when the check digit of a canonical number fits, by a confirmed rule: a slip of the pen would hardly fit. */
export function isProvenNumber(type: string, number: string): boolean {
  return !UNCONFIRMED_CHECKS.has(type) && checkResult(type, number) === 'ok';
}

/** The number that another is made of, as far as its check digit vouches for it: an Argentine CUIL holds the DNI. */
export function containedDocument({ country, type, number }: IdentityDocument): IdentityDocument | undefined {
  if (country !== 'AR' || type !== 'AR_CUIL' || !isProvenNumber(type, number)) return undefined;
  return { country, type: 'AR_DNI', number: number.slice(2, 10) };
}

/** The types of identity number whose form is known here; `PASSPORT` is taken as written for every country. */
export const KNOWN_DOCUMENT_TYPES: readonly string[] = [...Object.keys(SCHEMES), 'PASSPORT'];

/** @see ICAO 9303-4: nine characters in the machine-readable zone; older booklets vary. */
const PASSPORT_FORM = /^[A-Z0-9]{5,12}$/;

/** Written where there was no number: never a key, or hundreds of persons would share it. */
const PLACEHOLDER = /^(0*|X+|SN|NA|NT|NONE|NULL|SINNUMERO|NOTIENE|NOPORTA|DESCONOCIDO|DESCONHECIDO|UNKNOWN|ONBEKEND)$/;

/**
 * A document in canonical form, or undefined when no number is written there. A number of unusual form is kept and
 * flagged: what a register holds must stay findable.
 */
export function canonicalDocument(document: IdentityDocument): CanonicalDocument | undefined {
  const written = document.number.normalize('NFKC').toUpperCase();
  const compact = written.replace(/[^A-Z0-9]/g, '');
  if (PLACEHOLDER.test(compact)) return undefined;
  const { country, type } = document;
  const scheme = SCHEMES[type];
  if (type === 'PASSPORT') {
    const format = PASSPORT_FORM.test(compact) ? 'ok' : 'failed';
    return { country, type, number: compact, format, checkDigit: 'none' };
  }
  if (scheme === undefined) return { country, type, number: compact, format: 'none', checkDigit: 'none' };
  // One country's number said to be another's: kept as written, it agrees with nothing but its like.
  if (scheme.country !== country) return { country, type, number: compact, format: 'failed', checkDigit: 'none' };
  const number = scheme.canonical(compact, written);
  // "DNI 0": nothing but zeros behind the label.
  if (PLACEHOLDER.test(number)) return undefined;
  if (!scheme.format.test(number)) return { country, type, number, format: 'failed', checkDigit: 'none' };
  // The Peruvian check character is left out of the number, so it is judged where it stands.
  const checked = type === 'PE_DNI' && compact.startsWith(number) ? compact : number;
  return { country, type, number, format: 'ok', checkDigit: checkResult(type, checked) };
}
