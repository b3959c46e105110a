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
  readonly relationships?: readonly { readonly kind: string; readonly from: string; readonly to: readonly string[] }[];
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
}

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
  };
}

function wholeYears(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0);
  return Math.max(0, years);
}
