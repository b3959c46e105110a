import {
  ANSWERED_OUTCOMES,
  monthsAfter,
  partOf,
  SMALLEST_CELL,
  suppress,
  type Counts,
  type CountryCode,
  type PairFigures,
  type Purpose,
} from '#libs/protocol';
import { Random } from '#libs/synthetic';
import { DEMO_COUNTRIES, type DemoCountry } from './officials.js';

/**
 * The year before the demo, invented: nobody asked any of these questions. Counts that fit together (what one country
 * asked is what the other answered), with growth, holidays and chance, and shown by the same rule as real ones.
 */

/** So many months, the last one among them. */
export const PAST_MONTHS = 12;

/** What a country publishes of a month, and what it keeps for itself. */
export interface PastMonth {
  readonly month: string;
  readonly pairs: readonly PairFigures[];
  readonly purposes: { readonly asked: Counts; readonly answered: Counts };
}

type Kind = PairFigures['kind'];
type Numbers = Record<string, number>;

/** Questions and queries of the newest month, from one country to another. */
const VOLUMES: Readonly<Record<DemoCountry, Partial<Record<DemoCountry, readonly [REQ: number, QUERY: number]>>>> = {
  AR: { BR: [1240, 520], JM: [26, 0], SR: [17, 0] },
  BR: { AR: [985, 410], JM: [44, 0], SR: [212, 74] },
  JM: { AR: [21, 0], BR: [58, 24], SR: [83, 31] },
  SR: { AR: [15, 0], BR: [268, 96], JM: [71, 28] },
};

/** By month of the year: courts rest in January and July, and at Christmas. */
const SEASON = [0.84, 0.95, 1.05, 1, 1.04, 1.02, 0.9, 1.05, 1.06, 1.07, 1.02, 0.82] as const;
/** So much less each month back. */
const GROWTH = 0.94;

/** Of those that ended; the last word has what is left. */
const OUTCOMES: Readonly<Record<Kind, readonly (readonly [word: string, share: number])[]>> = {
  REQ: [
    ...([['RECORDS', 0.25], ['PARTIAL', 0.035], ['REFUSED', 0.022], ['MULTIPLE_CANDIDATES', 0.018]] as const),
    ...([['NOT_IDENTIFIED', 0.03], ['LAPSED', 0.01], ['TIMED_OUT', 0.004], ['NO_RECORD', 0]] as const),
  ],
  QUERY: [['HIT', 0.23], ['MORE_INFORMATION', 0.04], ['REFUSED', 0.012], ['NO_HIT', 0]],
}; // prettier-ignore
const REASONS = [['PURPOSE', 0.6], ['LEGAL_BASIS', 0.3], ['DISPROPORTIONATE', 0]] as const; // prettier-ignore

/** How a country answers: seconds in the newest month and how much longer each month back, and the share in time. */
const PACE: Readonly<Record<DemoCountry, { median: number; longer: number; p95: number; inTime: number }>> = {
  AR: { median: 6, longer: 0.05, p95: 152_000, inTime: 0.975 },
  BR: { median: 4, longer: 0, p95: 86_000, inTime: 0.985 },
  JM: { median: 1_500, longer: 0.3, p95: 260_000, inTime: 0.95 },
  SR: { median: 16_000, longer: 0.18, p95: 430_000, inTime: 0.92 },
};

const PURPOSE_SHARES: readonly (readonly [purpose: Purpose, share: number])[] = [
  ...([['C2', 0.27], ['C3', 0.05], ['C4', 0.07], ['C5', 0.004], ['E1', 0.08], ['P1', 0.03], ['P2', 0.065]] as const),
  ...([['P3', 0.03], ['P4', 0.035], ['P5', 0.05], ['P6', 0.016], ['P7', 0.028], ['C1', 0]] as const),
]; // prettier-ignore

/** What a country would have published, the newest month first. @param last the month that is just over there */
export function pastMonths(country: DemoCountry, last: string, seed: string): PastMonth[] {
  return Array.from({ length: PAST_MONTHS }, (_, back) => {
    const month = monthsAfter(last, -back);
    const flow = (from: DemoCountry, to: DemoCountry, kind: Kind) => endedIn({ from, to, kind, month, back, seed });
    const others = DEMO_COUNTRIES.filter((other) => other !== country);
    const asked = others.flatMap((other) => (['QUERY', 'REQ'] as const).map((kind) => flow(country, other, kind)));
    const answered = others.flatMap((other) => (['QUERY', 'REQ'] as const).map((kind) => flow(other, country, kind)));
    const pairs = others.flatMap((other) => [
      ...answered.filter(({ from }) => from === other).map((each) => figuresOf(each, 'ANSWERED', other)),
      ...asked.filter(({ to }) => to === other).map((each) => figuresOf(each, 'ASKED', other)),
    ]);
    const random = new Random(`${seed} ${country} ${month}`, 0);
    return {
      month,
      pairs: pairs.filter((pair) => pair !== undefined),
      purposes: {
        asked: purposesOf(asked, random),
        answered: purposesOf(
          answered.filter(({ kind }) => kind === 'REQ'),
          random,
        ),
      },
    };
  });
}

interface Flow {
  readonly from: DemoCountry;
  readonly to: DemoCountry;
  readonly kind: Kind;
  readonly month: string;
  readonly back: number;
  readonly seed: string;
}

interface Ended extends Flow {
  readonly questions: number;
  readonly outcomes: Counts;
  readonly refusals: Counts;
  readonly informed: number;
  readonly inTime: number;
}

/** Both countries count the same: it follows from who, whom, when and the seed. */
function endedIn(flow: Flow): Ended {
  const { from, to, kind, month, back, seed } = flow;
  const random = new Random(`${seed} ${from} ${to} ${kind} ${month}`, 0);
  const [requests, queries] = VOLUMES[from][to] ?? [0, 0];
  const season = SEASON[Number(month.slice(5)) - 1] ?? 1;
  const chance = 0.96 + random.fraction() * 0.08;
  const questions = Math.round((kind === 'REQ' ? requests : queries) * GROWTH ** back * season * chance);
  const outcomes = divide(questions, OUTCOMES[kind], random);
  const late = 1 - PACE[to].inTime + back * 0.004;
  return {
    ...{ ...flow, questions, outcomes, refusals: divide(outcomes['REFUSED'] ?? 0, REASONS, random) },
    informed: kind === 'REQ' ? Math.round(questions * (0.05 + random.fraction() * 0.02)) : 0,
    inTime: kind === 'REQ' ? Math.round(answersIn(outcomes) * (1 - late)) : 0,
  };
}

function figuresOf(ended: Ended, side: PairFigures['side'], other: CountryCode): PairFigures | undefined {
  const { kind, questions, to, back } = ended;
  if (questions < SMALLEST_CELL) return undefined;
  const outcomes = suppress(ended.outcomes);
  const isRefusalShown = side === 'ANSWERED' && 'REFUSED' in outcomes;
  const [informed, inTime] = [partOf(questions, ended.informed), partOf(questions, ended.inTime)];
  const { median, longer, p95 } = PACE[to];
  const answers = answersIn(outcomes);
  return {
    ...{ other, side, kind, questions, outcomes, refusals: isRefusalShown ? suppress(ended.refusals) : {} },
    ...(informed === undefined ? {} : { informed }),
    ...(inTime === undefined ? {} : { inTime }),
    ...(answers < 2 * SMALLEST_CELL ? {} : { medianSeconds: twoDigits(median * (1 + longer * back)) }),
    ...(answers < 20 * SMALLEST_CELL ? {} : { p95Seconds: twoDigits(p95 * (1 + longer * back)) }),
  };
}

function purposesOf(ended: readonly Ended[], random: Random): Counts {
  const all = ended.reduce((sum, { questions }) => sum + questions, 0);
  return all < SMALLEST_CELL ? {} : suppress(divide(all, PURPOSE_SHARES, random));
}

/** A sum in parts by their shares, a little by chance; the last part is what is left. */
function divide(sum: number, shares: readonly (readonly [word: string, share: number])[], random: Random): Counts {
  const parts: Numbers = {};
  let left = sum;
  for (const [index, [word, share]] of shares.entries()) {
    const part = Math.min(left, Math.round(sum * share * (0.85 + random.fraction() * 0.3)));
    parts[word] = index === shares.length - 1 ? left : part;
    left -= part;
  }
  return parts;
}

function answersIn(outcomes: Counts): number {
  return Object.entries(outcomes).reduce((sum, [word, n]) => sum + (ANSWERED_OUTCOMES.includes(word) ? n : 0), 0);
}

function twoDigits(seconds: number): number {
  return Number(Math.round(seconds).toPrecision(2));
}
