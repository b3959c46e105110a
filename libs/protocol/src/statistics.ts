import { COUNTRIES, ENVIRONMENTS, type CountryCode, type Environment } from './country.js';
import { CrexError } from './error.js';
import { readJws, signJws, TYP, type ReadJws, type Signer } from './jws.js';
import type { JsonLimits } from './json.js';
import { ANSWER_OUTCOMES, HIT_RESULTS, REFUSAL_REASONS, UNANSWERED_OUTCOMES } from './outcome.js';
import { checkShape } from './shape.js';
import { checkVersion, WIRE_VERSION } from './slip.js';

/** Whatever is counted is shown from this number on; below it nobody may be picked out. */
export const SMALLEST_CELL = 10;

/** `YYYY-MM`. */
export const MONTH_PATTERN = '^[0-9]{4}-(0[1-9]|1[0-2])$';

/** Counts by word. A word that is absent was counted less than ten times, or is hidden beside one that was. */
export type Counts = Readonly<Record<string, number>>;

/** The outcomes that are an answer, of whichever way to ask. */
export const ANSWERED_OUTCOMES: readonly string[] = [...new Set<string>([...ANSWER_OUTCOMES, ...HIT_RESULTS])];
const OUTCOMES = [...ANSWERED_OUTCOMES, ...UNANSWERED_OUTCOMES];

/** What a country did with one other country in a month. Absent figures: too few to show. Times in seconds. */
export interface PairFigures {
  readonly other: CountryCode;
  /** `ASKED`: our questions to them; `ANSWERED`: theirs to us. */
  readonly side: 'ASKED' | 'ANSWERED';
  /** `REQ`: for the record; `QUERY`: whether there is one. */
  readonly kind: 'REQ' | 'QUERY';
  /** That ended in this month, each once. */
  readonly questions: number;
  readonly outcomes: Counts;
  /** Of those that ended as `REFUSED`, by the country that refuses. */
  readonly refusals: Counts;
  /** Questions about which more information was requested. */
  readonly informed?: number;
  /** Answered within the deadline. */
  readonly inTime?: number;
  /** From the question to its answer, two digits. */
  readonly medianSeconds?: number;
  readonly p95Seconds?: number;
}

/** A country's figures of a month, signed by itself and read by everybody (docs/protocol/statistics.md). */
export interface Statistics {
  readonly v: number;
  readonly env: Environment;
  readonly by: CountryCode;
  /** Seconds since 1970. */
  readonly time: number;
  /** `YYYY-MM`, in the country's own time zone. */
  readonly month: string;
  readonly pairs: readonly PairFigures[];
}

const count = { type: 'integer', minimum: SMALLEST_CELL, maximum: 1_000_000_000 } as const;
const seconds = { type: 'integer', minimum: 0, maximum: 253402300799 } as const;

function countsOf(words: readonly string[]) {
  const properties = Object.fromEntries(words.map((word) => [word, count]));
  return { type: 'object', properties, additionalProperties: false } as const;
}

export const statisticsSchema = {
  type: 'object',
  properties: {
    v: { type: 'integer' },
    env: { enum: ENVIRONMENTS },
    by: { enum: COUNTRIES },
    time: seconds,
    month: { type: 'string', pattern: MONTH_PATTERN },
    pairs: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          other: { enum: COUNTRIES },
          side: { enum: ['ASKED', 'ANSWERED'] },
          kind: { enum: ['REQ', 'QUERY'] },
          questions: count,
          outcomes: countsOf(OUTCOMES),
          refusals: countsOf(REFUSAL_REASONS),
          ...{ informed: count, inTime: count, medianSeconds: seconds, p95Seconds: seconds },
        },
        required: ['other', 'side', 'kind', 'questions', 'outcomes', 'refusals'],
        additionalProperties: false,
      },
      maxItems: 4 * (COUNTRIES.length - 1),
    },
  },
  required: ['v', 'env', 'by', 'time', 'month', 'pairs'],
  additionalProperties: false,
} as const;

const STATISTICS_LIMITS: JsonLimits = { maxBytes: 49_152, maxDepth: 4, maxValues: 4_000, integersAndStringsOnly: true };
/** The longest compact JWS that {@link readStatistics} reads (bytes). */
export const MAX_STATISTICS_BYTES = 65_536;

/** Signs the figures of a month. */
export async function signStatistics(statistics: Omit<Statistics, 'v'>, signer: Signer): Promise<string> {
  return (await signJws(TYP.statistics, { v: WIRE_VERSION, ...statistics }, signer)).token;
}

/**
 * Reads the figures of a month: structure, and that each pair, side and kind stands once; the signature is the caller's next step.
 *
 * @throws message.malformed, message.unknown-version and the codes of readJws
 */
export function readStatistics(token: string): ReadJws<Statistics> {
  const jws = readJws(token, TYP.statistics, STATISTICS_LIMITS);
  checkVersion(jws.payload);
  checkShape(statisticsSchema, jws.payload, 'message.malformed', 'statistics');
  const statistics = jws.payload as Statistics;
  checkPairs(statistics);
  return { ...jws, payload: statistics };
}

function checkPairs({ by, pairs }: Statistics): void {
  const sides = new Set(pairs.map(({ other, side, kind }) => `${other} ${side} ${kind}`));
  if (sides.size !== pairs.length || pairs.some(({ other }) => other === by)) {
    throw new CrexError(
      'message.malformed',
      'statistics name each other country once a side and kind, and never their own',
    );
  }
}

/** The month that it is in a time zone (IANA) at a second since 1970: `YYYY-MM`. */
export function monthIn(zone: string, atSeconds: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(atSeconds * 1000)).slice(0, 7);
}

/** The month that is so many months later, or earlier. */
export function monthsAfter(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The words of a hit, by way to ask. */
const HITS = { REQ: ['RECORDS', 'PARTIAL'], QUERY: ['HIT'] } as const;

/** Shares of the questions that ended, from 0 to 1. */
export interface PairRates {
  /** Between both: hidden questions may be hits as long as a word of a hit is hidden. */
  readonly hitsFrom: number;
  readonly hitsTo: number;
  readonly inTime?: number;
  readonly informed?: number;
}

/** What follows from published figures (docs/protocol/statistics.md §4). */
export function ratesOf({ kind, questions, outcomes, inTime, informed }: PairFigures): PairRates {
  const hidden = questions - Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const hits = HITS[kind].reduce((sum, word) => sum + (outcomes[word] ?? 0), 0);
  const hiddenHits = HITS[kind].every((word) => word in outcomes) ? 0 : hidden;
  return {
    ...{ hitsFrom: hits / questions, hitsTo: (hits + hiddenHits) / questions },
    ...(inTime === undefined ? {} : { inTime: inTime / questions }),
    ...(informed === undefined ? {} : { informed: informed / questions }),
  };
}
