import { SMALLEST_CELL, type Counts } from './statistics.js';

/** The largest number that is not shown. */
const LARGEST_SMALL = SMALLEST_CELL - 1;

/**
 * What may be shown of counts whose sum is shown too: no cell under ten, and none to be had by subtraction. Where the hidden
 * cells together come to less than ten, or are all nines, the smallest shown one is hidden with them; cells that are alike go
 * together. So the rule looks at numbers alone, not at words, and whoever knows it still does not know which hidden number
 * belongs to which word, nor, where they are all alike, the numbers.
 *
 * @see Statistical disclosure control: primary and secondary (complementary) suppression, ESSnet SDC handbook, chapter 4
 */
export function suppress(counts: Counts): Counts {
  const numbers = Object.values(counts).filter((count) => count > 0);
  const small = numbers.filter((count) => count < SMALLEST_CELL);
  const shown = numbers.filter((count) => count >= SMALLEST_CELL);
  const betrayed = sum(small) < SMALLEST_CELL || small.every((count) => count === LARGEST_SMALL);
  const least = small.length > 0 && betrayed ? Math.min(...shown) + 1 : SMALLEST_CELL;
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count >= least));
}

/** Part of a shown whole: shown when neither it nor the rest is a number from one to nine. */
export function partOf(whole: number, part: number): number | undefined {
  const rest = whole - part;
  return part >= SMALLEST_CELL && (rest === 0 || rest >= SMALLEST_CELL) ? part : undefined;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
