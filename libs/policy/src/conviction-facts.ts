import { isOneOf, RECORD_KINDS, YES_NO_UNKNOWN } from './vocabulary.js';

/** What a policy needs of a conviction; the protocol's Conviction has this shape. Dates are `YYYY-MM-DD`. */
export interface PolicyConviction {
  readonly id: string;
  readonly convictingCountry: string;
  readonly recordKind: string;
  readonly finalDate: string;
  /** The last day on which the register may hold it; absent when the law sets no end. */
  readonly retentionEndDate?: string;
  readonly transmittable: { readonly criminal: string; readonly other: string };
  readonly minorAtOffence: string;
  readonly decisions: readonly { readonly changeTypes: readonly string[] }[];
  readonly offences: readonly { readonly iccsCode: string }[];
  readonly sanctions: readonly PolicySanction[];
  readonly relationships?: readonly { readonly kind: string; readonly from: string; readonly to: readonly string[] }[];
}

/** What a policy needs of a sanction. */
export interface PolicySanction {
  readonly id: string;
  /** Code of the ECRIS table, four or five digits. */
  readonly commonCategory: string;
  readonly sentencedPeriod?: { readonly duration?: string };
}

/** What a rule may look at in a conviction. */
export interface ConvictionFacts {
  readonly recordKind: string;
  readonly transmittableCriminal: string;
  readonly transmittableOther: string;
  readonly minorAtOffence: string;
  readonly retentionEnded: boolean;
  readonly foreign: boolean;
  /** Whole years since the judgment became final; 0 when that day is still to come. */
  readonly yearsSinceFinal: number;
  readonly sentenceMonths: number;
  readonly rehabilitated: boolean;
  readonly offences: readonly string[];
  readonly sanctions: readonly string[];
}

/** Levels of ICCS, in digits. */
const ICCS_LEVELS = [2, 4, 5, 6];
const ICCS_CODE = /^\d{2}(\d{2,4})?$/;
const SANCTION_CODE = /^\d{4,5}$/;
const DURATION = /^P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})W)?(?:(\d{1,5})D)?/;
/** Imprisonment for life, and worse: a number of months that no rule calls over. */
const LIFE_MONTHS = 1200;
const LIFE_SENTENCES = ['1002', '1003'];
/** Change types of ECRIS: rehabilitation, amnesty. */
const REHABILITATING = ['DCH-00-R', 'DCH-00-P'];
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * Turns a conviction into what rules look at; undefined when one of its values is none that a rule could judge.
 *
 * @param country our own country, whose register holds the conviction
 * @param today the day in our country, `YYYY-MM-DD`
 */
export function convictionFacts(
  conviction: PolicyConviction,
  country: string,
  today: string,
): ConvictionFacts | undefined {
  const { convictingCountry, recordKind, transmittable, minorAtOffence, finalDate, retentionEndDate } = conviction;
  const answers: readonly string[] = [transmittable.criminal, transmittable.other, minorAtOffence];
  if (!isOneOf(RECORD_KINDS, recordKind)) return undefined;
  if (!answers.every((answer) => isOneOf(YES_NO_UNKNOWN, answer))) return undefined;
  if (!conviction.offences.every(({ iccsCode }) => ICCS_CODE.test(iccsCode))) return undefined;
  if (!conviction.sanctions.every(({ commonCategory }) => SANCTION_CODE.test(commonCategory))) return undefined;
  if (![finalDate, retentionEndDate ?? today, today].every((date) => DATE.test(date))) return undefined;
  return {
    recordKind,
    transmittableCriminal: transmittable.criminal,
    transmittableOther: transmittable.other,
    minorAtOffence,
    // Dates of this form sort as they follow each other.
    retentionEnded: retentionEndDate !== undefined && retentionEndDate < today,
    foreign: convictingCountry !== country,
    yearsSinceFinal: wholeYears(finalDate, today),
    sentenceMonths: Math.max(0, ...conviction.sanctions.map(monthsOf)),
    rehabilitated: conviction.decisions.some(({ changeTypes }) =>
      changeTypes.some((type) => REHABILITATING.includes(type)),
    ),
    offences: distinct(conviction.offences.flatMap(({ iccsCode }) => withCodesAbove(iccsCode))),
    sanctions: distinct(conviction.sanctions.flatMap(({ commonCategory }) => withGroup(commonCategory))),
  };
}

/** A sanction's code with the group it belongs to: `3014` and `3000`. */
export function withGroup(code: string): string[] {
  return distinct([code, `${code.slice(0, -3)}000`]);
}

function withCodesAbove(iccsCode: string): string[] {
  return ICCS_LEVELS.filter((digits) => digits <= iccsCode.length).map((digits) => iccsCode.slice(0, digits));
}

/** Months of deprivation of freedom; begun months count as whole. */
function monthsOf({ commonCategory, sentencedPeriod }: PolicySanction): number {
  if (LIFE_SENTENCES.includes(commonCategory)) return LIFE_MONTHS;
  if (!withGroup(commonCategory).includes('1000')) return 0;
  const [years, months, weeks, days] = (DURATION.exec(sentencedPeriod?.duration ?? '') ?? [])
    .slice(1)
    .map((n) => Number(n || 0));
  return (years ?? 0) * 12 + (months ?? 0) + Math.ceil(((weeks ?? 0) * 7 + (days ?? 0)) / 30);
}

// Sorted and each once: a decision is remembered by its request.
function distinct(codes: readonly string[]): string[] {
  return [...new Set(codes)].sort();
}

function wholeYears(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0);
  return Math.max(0, years);
}
