import { identifySubject, readMatchingConfiguration, RegisterStatistics } from '#libs/matching';
import type { Features, MatchingConfiguration, ScoreLine } from '#libs/matching';

/** A subject and a person, both described. */
export interface DescribedPair {
  readonly question: Features;
  readonly held: Features;
}

/** What a proposal rests on: one line for each weight or share that was looked at. */
export interface ProposedWeight {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  /** Among confirmed pairs, and among pairs of different persons: how many could be compared, and how many ended so. */
  readonly confirmed: readonly [hits: number, compared: number];
  readonly different: readonly [hits: number, compared: number];
}

/** Below this many comparable confirmed pairs a weight stays as it is. */
const LEAST_COMPARED = 20;

/** The reasons of lines that are weights of their own, by field. */
const DATES = {
  same: 'same', 'same-first-of-january': 'sameFirstOfJanuary', 'day-and-month-exchanged': 'dayMonthExchanged',
  'year-one-off': 'yearOneOff', 'year-one-digit': 'yearOneDigit', 'other-year': 'yearOther', 'one-digit': 'oneDigit',
  'month-or-day-differs': 'monthOrDay', 'year-alone-agrees': 'yearAlone', differs: 'differs',
} as const; // prettier-ignore
const DOCUMENTS = { 'one-character-off': 'oneCharacterOff', 'another-number': 'differs' } as const;

/**
 * Proposes weights as Fellegi and Sunter (1969) define them: log2 of how much oftener something is seen of one person
 * than of two different ones. `confirmed` are pairs that somebody has confirmed; `different` are drawn from the register.
 * Counts are smoothed (half a case more), and what was seen too seldom stays. The weights of names follow the register's
 * frequencies and are not proposed. Never applied by itself: a country reads, measures and signs it.
 *
 * @throws matching.malformed-configuration when the version has not the form of one
 */
export function proposeWeights(
  from: MatchingConfiguration,
  version: string,
  confirmed: Iterable<DescribedPair>,
  different: Iterable<DescribedPair>,
): { readonly configuration: MatchingConfiguration; readonly weights: readonly ProposedWeight[] } {
  const same = countReasons(confirmed, from);
  const other = countReasons(different, from);
  const weights: ProposedWeight[] = [];
  const bits = (name: string, before: number, field: ScoreLine['field'], reason: string): number => {
    const [hits, compared] = [same.of(field, reason), same.compared(field)];
    const [chance, pairs] = [other.of(field, reason), other.compared(field)];
    const ratio = (hits + 0.5) / (compared + 1) / ((chance + 0.5) / (pairs + 1));
    const isKept = compared < LEAST_COMPARED || hits + chance === 0;
    const after = isKept ? before : Math.round(Math.log2(ratio) * 100);
    weights.push({ name, before, after, confirmed: [hits, compared], different: [chance, pairs] });
    return after;
  };
  const share = (name: string, before: number, field: ScoreLine['field']): number => {
    const [hits, compared] = [same.of(field, 'same'), same.compared(field)];
    const after = compared < LEAST_COMPARED ? before : Math.round(((hits + 0.5) / (compared + 1)) * 1_000_000);
    const chance: readonly [number, number] = [other.of(field, 'same'), other.compared(field)];
    weights.push({ name, before, after, confirmed: [hits, compared], different: chance });
    return after;
  };
  const { dates, documents, origin, parents } = from.weights;
  const entries = <Name extends string>(reasons: Readonly<Record<string, Name>>): [string, Name][] =>
    Object.entries(reasons);
  const configuration = {
    ...from,
    version,
    shares: {
      ...from.shares,
      sexSame: share('shares.sexSame', from.shares.sexSame, 'Sex'),
      nationalitySame: share('shares.nationalitySame', from.shares.nationalitySame, 'Nationality'),
      townSame: share('shares.townSame', from.shares.townSame, 'BirthPlace'),
    },
    weights: {
      ...from.weights,
      dates: {
        ...dates,
        ...Object.fromEntries(entries(DATES).map(([reason, name]) => [name, bits(`dates.${name}`, dates[name], 'BirthDate', reason)])), // prettier-ignore
      },
      documents: {
        ...documents,
        ...Object.fromEntries(entries(DOCUMENTS).map(([reason, name]) => [name, bits(`documents.${name}`, documents[name], 'IdentityNumber', reason)])), // prettier-ignore
      },
      origin: {
        ...origin,
        sexDiffers: bits('origin.sexDiffers', origin.sexDiffers, 'Sex', 'differs'),
        nationalityDiffers: bits('origin.nationalityDiffers', origin.nationalityDiffers, 'Nationality', 'differs'),
        townDiffers: bits('origin.townDiffers', origin.townDiffers, 'BirthPlace', 'differs'),
        countryDiffers: bits('origin.countryDiffers', origin.countryDiffers, 'BirthPlace', 'other-country'),
      },
      parents: { ...parents, differs: bits('parents.differs', parents.differs, 'MotherName', 'differs') },
    },
  };
  return { configuration: readMatchingConfiguration(configuration), weights };
}

class ReasonCounts {
  readonly #reasons = new Map<string, number>();
  readonly #compared = new Map<string, number>();

  add({ field, level, reason }: ScoreLine): void {
    if (level === 'missing') return;
    this.#compared.set(field, this.compared(field) + 1);
    this.#reasons.set(`${field} ${reason}`, this.of(field, reason) + 1);
  }

  of(field: string, reason: string): number {
    return this.#reasons.get(`${field} ${reason}`) ?? 0;
  }

  compared(field: string): number {
    return this.#compared.get(field) ?? 0;
  }
}

/** Nothing weighs anything, so every pair is shown with its reasons. */
function countReasons(pairs: Iterable<DescribedPair>, from: MatchingConfiguration): ReasonCounts {
  const zero = (group: object): object => Object.fromEntries(Object.keys(group).map((name) => [name, 0]));
  const weights = Object.fromEntries(Object.entries(from.weights).map(([name, group]) => [name, zero(group)]));
  const shares = { ...from.shares, present: 999_999, listed: 1 };
  const configuration = { ...from, shares, weights } as MatchingConfiguration;
  const statistics = new RegisterStatistics(1, []);
  const counts = new ReasonCounts();
  for (const { question, held } of pairs) {
    const candidates = [{ personId: 'held', features: held }];
    const { candidates: shown } = identifySubject({
      ...{ question, candidates, statistics, configuration, isComplete: true },
      heat: () => 0,
    });
    for (const line of shown[0]?.lines ?? []) counts.add(line);
  }
  return counts;
}
