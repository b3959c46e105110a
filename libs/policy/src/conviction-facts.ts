import { CrexError } from '#libs/protocol';
import { RECORD_KINDS, YES_NO_UNKNOWN } from './vocabulary.js';

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
 * Turns a conviction into what rules look at.
 *
 * @param country our own country, whose register holds the conviction
 * @param today the day in our country, `YYYY-MM-DD`
 * @throws policy.malformed-conviction when a value is none the rules know: nothing may be decided about it
 */
export function convictionFacts(conviction: PolicyConviction, country: string, today: string): ConvictionFacts {
  const { convictingCountry, recordKind, transmittable, minorAtOffence, finalDate, retentionEndDate } = conviction;
  checkMember(RECORD_KINDS, recordKind, '/recordKind');
  checkMember(YES_NO_UNKNOWN, transmittable.criminal, '/transmittable/criminal');
  checkMember(YES_NO_UNKNOWN, transmittable.other, '/transmittable/other');
  checkMember(YES_NO_UNKNOWN, minorAtOffence, '/minorAtOffence');
  checkDate(finalDate, '/finalDate');
  checkDate(retentionEndDate ?? today, '/retentionEndDate');
  checkDate(today, '/today');
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

function checkMember(list: readonly string[], value: string, pointer: string): void {
  if (!list.includes(value)) throw malformed(pointer, `must be one of ${list.join(' ')}`);
}

function checkDate(value: string, pointer: string): void {
  if (!DATE.test(value)) throw malformed(pointer, 'must be a date YYYY-MM-DD');
}

function malformed(pointer: string, rule: string): CrexError {
  return new CrexError('policy.malformed-conviction', 'a conviction cannot be judged by the policy', {
    pointers: [{ pointer, rule }],
    nextStep: 'correct the conviction in the register',
  });
}
