import { readMatchingConfiguration, type MatchingConfiguration } from '#libs/matching';
import { PairCounts, type ComparedPair, type Seen } from './pair-counts.js';

/** What a proposal rests on: one line for each weight or share that was looked at. */
export interface ProposedWeight {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  /** Among pairs of one person, and among pairs of different persons. */
  readonly same: Seen;
  readonly different: Seen;
  /** `stays`: too little was seen to propose anything. `few-pairs`: it is proposed, and rests on a handful of cases. */
  readonly warning?: 'stays' | 'few-pairs';
}

/** Below this many comparable pairs of one person a weight stays as it is. */
const LEAST_COMPARED = 20;
/** Below this many cases on either side a weight is uncertain by a bit or so. */
const LEAST_SEEN = 10;

/** The reasons of lines that are weights of their own, by field. */
const DATES = {
  same: 'same', 'same-first-of-january': 'sameFirstOfJanuary', 'day-and-month-exchanged': 'dayMonthExchanged',
  'year-one-off': 'yearOneOff', 'year-one-digit': 'yearOneDigit', 'other-year': 'yearOther', 'one-digit': 'oneDigit',
  'month-or-day-differs': 'monthOrDay', 'year-alone-agrees': 'yearAlone', differs: 'differs',
} as const; // prettier-ignore
const DOCUMENTS = { 'one-character-off': 'oneCharacterOff', 'another-number': 'differs' } as const;

/**
 * Proposes weights as Fellegi and Sunter (1969) define them: log2 of how much oftener something is seen of one person
 * than of two different ones. `same` are pairs that somebody has confirmed, or that are probable; `different` are drawn
 * from the register at random. Counts are smoothed (half a case more), and what was seen too seldom stays. What a name
 * that agrees weighs follows from its frequency in the register; what is proposed is how much less a likeness is worth
 * than that, and what a conflict, a word left out or in another place tells. Never applied by itself: a country reads,
 * measures and signs it.
 *
 * @throws matching.malformed-configuration when the version has not the form of one
 */
export function proposeWeights(
  from: MatchingConfiguration,
  version: string,
  same: Iterable<ComparedPair>,
  different: Iterable<ComparedPair>,
): { readonly configuration: MatchingConfiguration; readonly weights: readonly ProposedWeight[] } {
  const [ones, twos] = [new PairCounts(same), new PairCounts(different)];
  const weights: ProposedWeight[] = [];
  const propose = (name: string, before: number, seen: readonly [Seen, Seen], value: () => number): number => {
    const [one, two] = seen;
    const isKept = one[1] < LEAST_COMPARED || one[0] + two[0] === 0;
    const isFew = one[0] < LEAST_SEEN || two[0] < LEAST_SEEN;
    const after = isKept ? before : Math.round(value());
    const warning = isKept ? 'stays' : isFew ? 'few-pairs' : undefined;
    weights.push({ name, before, after, same: one, different: two, ...(warning !== undefined && { warning }) });
    return after;
  };
  /** How much oftener it is seen of one person. */
  const bits = (name: string, before: number, seenOf: (counts: PairCounts) => Seen): number => {
    const [one, two] = [seenOf(ones), seenOf(twos)];
    return propose(name, before, [one, two], () => 100 * Math.log2(smoothed(one) / smoothed(two)));
  };
  /** The same of what never speaks for one person, however rare it is among two. */
  const against = (name: string, before: number, seenOf: (counts: PairCounts) => Seen): number => {
    const [one, two] = [seenOf(ones), seenOf(twos)];
    return propose(name, before, [one, two], () => Math.min(0, 100 * Math.log2(smoothed(one) / smoothed(two))));
  };
  /** The same, beside the words that agree exactly, whose weight is their frequency's. */
  const bitsBesideExact = (name: string, before: number, way: 'close' | 'distant'): number => {
    const [one, two] = [ones, twos].map((counts) => counts.words(['given', 'surname'], [way], ['exact'])) as [Seen, Seen]; // prettier-ignore
    return propose(name, before, [one, two], () => 100 * Math.log2(odds(one) / odds(two)));
  };
  const share = (name: string, before: number, seenOf: (counts: PairCounts) => Seen): number => {
    const [one, two] = [seenOf(ones), seenOf(twos)];
    return propose(name, before, [one, two], () => 1_000_000 * smoothed(one));
  };
  type Field = Parameters<PairCounts['reason']>[0];
  const reason = (field: Field, code: string) => (counts: PairCounts) => counts.reason(field, code);
  const reasons = (group: 'dates' | 'documents', field: Field, codes: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(codes).map(([code, name]) => {
        const before = (from.weights[group] as Readonly<Record<string, number>>)[name] ?? 0;
        return [name, bits(`${group}.${name}`, before, reason(field, code))];
      }),
    );
  const { names, dates, documents, origin, parents } = from.weights;
  const part = (which: 'given' | 'surname', way: 'conflict' | 'leftOut') => (counts: PairCounts) =>
    counts.words([which], [way], ['exact', 'close', 'distant', ...(way === 'leftOut' ? (['conflict'] as const) : [])]);
  const configuration = {
    ...from,
    version,
    shares: {
      ...from.shares,
      nameSame: share('shares.nameSame', from.shares.nameSame, (counts) =>
        counts.words(['given', 'surname'], ['exact'], ['close', 'distant', 'conflict']),
      ),
      sexSame: share('shares.sexSame', from.shares.sexSame, reason('Sex', 'same')),
      nationalitySame: share('shares.nationalitySame', from.shares.nationalitySame, reason('Nationality', 'same')),
      townSame: share('shares.townSame', from.shares.townSame, reason('BirthPlace', 'same')),
    },
    weights: {
      ...from.weights,
      names: {
        ...names,
        close: bitsBesideExact('names.close', names.close, 'close'),
        distant: bitsBesideExact('names.distant', names.distant, 'distant'),
        otherPlace: bits('names.otherPlace', names.otherPlace, (counts) => counts.elsewhere()),
        givenLeftOut: against('names.givenLeftOut', names.givenLeftOut, part('given', 'leftOut')),
        surnameLeftOut: against('names.surnameLeftOut', names.surnameLeftOut, part('surname', 'leftOut')),
        givenConflict: against('names.givenConflict', names.givenConflict, part('given', 'conflict')),
        surnameConflict: against('names.surnameConflict', names.surnameConflict, part('surname', 'conflict')),
        exchanged: bits('names.exchanged', names.exchanged, (counts) => counts.exchanged()),
        suffixSame: bits('names.suffixSame', names.suffixSame, (counts) => counts.suffix('agrees')),
        suffixDiffers: bits('names.suffixDiffers', names.suffixDiffers, (counts) => counts.suffix('differs')),
      },
      dates: { ...dates, ...reasons('dates', 'BirthDate', DATES) },
      documents: { ...documents, ...reasons('documents', 'IdentityNumber', DOCUMENTS) },
      origin: {
        ...origin,
        sexDiffers: bits('origin.sexDiffers', origin.sexDiffers, reason('Sex', 'differs')),
        nationalityDiffers: bits(
          'origin.nationalityDiffers',
          origin.nationalityDiffers,
          reason('Nationality', 'differs'),
        ),
        townDiffers: bits('origin.townDiffers', origin.townDiffers, reason('BirthPlace', 'differs')),
        countryDiffers: bits('origin.countryDiffers', origin.countryDiffers, reason('BirthPlace', 'other-country')),
      },
      parents: { ...parents, differs: bits('parents.differs', parents.differs, reason('MotherName', 'differs')) },
    },
  };
  return { configuration: readMatchingConfiguration(configuration), weights };
}

const smoothed = ([hits, compared]: Seen): number => (hits + 0.5) / (compared + 1);
const odds = ([hits, compared]: Seen): number => (hits + 0.5) / (compared - hits + 0.5);
