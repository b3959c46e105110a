import { COUNTRIES, ENVIRONMENTS, type CountryCode, type Environment } from './country.js';
import { CrexError } from './error.js';
import { readJws, signJws, TYP, type ReadJws, type Signer } from './jws.js';
import type { JsonLimits } from './json.js';
import { ANSWER_OUTCOMES, REFUSAL_REASONS, UNANSWERED_OUTCOMES } from './outcome.js';
import { PURPOSES } from './purpose.js';
import { checkShape } from './shape.js';
import { checkVersion, WIRE_VERSION } from './slip.js';

/** Whatever is counted is shown from this number on; below it nobody may be picked out. */
export const SMALLEST_CELL = 10;

/** Counts by word. A word that is absent was counted less than ten times, or is hidden beside one that was. */
export type Counts = Readonly<Record<string, number>>;

/** What a country did with one other country in a month. Absent figures: too few to show. Times in seconds. */
export interface PairFigures {
  readonly other: CountryCode;
  /** `ASKED`: our questions to them; `ANSWERED`: theirs to us. */
  readonly side: 'ASKED' | 'ANSWERED';
  readonly questions?: number;
  readonly purposes: Counts;
  readonly outcomes: Counts;
  readonly refusals: Counts;
  /** Questions about which more information was requested. */
  readonly informed?: number;
  /** Answered within the deadline. */
  readonly inTime?: number;
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
    month: { type: 'string', pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' },
    pairs: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          other: { enum: COUNTRIES },
          side: { enum: ['ASKED', 'ANSWERED'] },
          questions: count,
          purposes: countsOf(PURPOSES),
          outcomes: countsOf([...ANSWER_OUTCOMES, ...UNANSWERED_OUTCOMES]),
          refusals: countsOf(REFUSAL_REASONS),
          ...{ informed: count, inTime: count, medianSeconds: seconds, p95Seconds: seconds },
        },
        required: ['other', 'side', 'purposes', 'outcomes', 'refusals'],
        additionalProperties: false,
      },
      maxItems: 2 * (COUNTRIES.length - 1),
    },
  },
  required: ['v', 'env', 'by', 'time', 'month', 'pairs'],
  additionalProperties: false,
} as const;

const STATISTICS_LIMITS: JsonLimits = { maxBytes: 49_152, maxDepth: 4, maxValues: 2_500, integersAndStringsOnly: true };
/** The longest compact JWS that {@link readStatistics} reads (bytes). */
export const MAX_STATISTICS_BYTES = 65_536;

/** Signs the figures of a month. */
export async function signStatistics(statistics: Omit<Statistics, 'v'>, signer: Signer): Promise<string> {
  return (await signJws(TYP.statistics, { v: WIRE_VERSION, ...statistics }, signer)).token;
}

/**
 * Reads the figures of a month: structure, and that each pair and side stands once; the signature is the caller's next step.
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
  const sides = new Set(pairs.map(({ other, side }) => `${other} ${side}`));
  if (sides.size !== pairs.length || pairs.some(({ other }) => other === by)) {
    throw new CrexError('message.malformed', 'statistics name each other country once a side, and never their own');
  }
}
