import { ANSWERED_OUTCOMES, partOf, SMALLEST_CELL, suppress, type Counts, type PairFigures } from '#libs/protocol';
import type { MonthCounts } from './count-month.js';

/** So many answers at least, that ten are at or above the figure and ten at or below it. */
const FEWEST_FOR_MEDIAN = 2 * SMALLEST_CELL;
const FEWEST_FOR_P95 = 20 * SMALLEST_CELL;

/**
 * What may be shown of a month with one country; undefined when fewer than ten questions ended. Whether a figure is shown
 * follows from what is shown beside it, never from a hidden number.
 */
export function pairFigures(counted: MonthCounts): PairFigures | undefined {
  const { other, side, kind, questions } = counted;
  if (questions < SMALLEST_CELL) return undefined;
  const outcomes = suppress(counted.outcomes);
  return {
    ...{ other, side, kind, questions, outcomes },
    refusals: refusalsOf(counted, outcomes),
    ...given('informed', partOf(questions, counted.informed)),
    ...given('inTime', partOf(questions, counted.inTime)),
    ...timesOf(counted, shownAnswers(outcomes)),
  };
}

/** Their sum is the number of refusals: shown only beside it. */
function refusalsOf({ refusals }: MonthCounts, outcomes: Counts): Counts {
  if (!('REFUSED' in outcomes)) return {};
  return Object.fromEntries(Object.entries(suppress(refusals)).filter(([reason]) => reason !== 'UNSAID'));
}

function shownAnswers(outcomes: Counts): number {
  const shown = Object.entries(outcomes).filter(([word]) => ANSWERED_OUTCOMES.includes(word));
  return shown.reduce((sum, [, count]) => sum + count, 0);
}

function timesOf({ medianSeconds, p95Seconds }: MonthCounts, answers: number): Partial<PairFigures> {
  return {
    ...(answers >= FEWEST_FOR_MEDIAN ? given('medianSeconds', twoDigits(medianSeconds)) : {}),
    ...(answers >= FEWEST_FOR_P95 ? given('p95Seconds', twoDigits(p95Seconds)) : {}),
  };
}

/** A quantile is the time of one question: two digits of it are enough. */
function twoDigits(seconds: number | null): number | undefined {
  return seconds === null ? undefined : Number(Math.max(0, seconds).toPrecision(2));
}

function given(name: keyof PairFigures, value: number | undefined): Partial<PairFigures> {
  return value === undefined ? {} : { [name]: value };
}
