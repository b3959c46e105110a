import { SMALLEST_CELL, type Counts } from '#libs/protocol';

/**
 * What may be shown of counts whose sum is shown too: no cell under ten, and no cell under ten to be had by subtraction. While
 * the hidden cells together come to less than ten, the smallest shown one is hidden with them.
 *
 * @see Statistical disclosure control: primary and secondary (complementary) suppression, ESSnet SDC handbook, chapter 4
 */
export function suppress(counts: Counts): Counts {
  const ascending = Object.entries(counts).sort(([, left], [, right]) => left - right);
  const firstShown = ascending.findIndex(([, count]) => count >= SMALLEST_CELL);
  const shown = firstShown === -1 ? [] : ascending.slice(firstShown);
  let hidden = sum(counts) - shown.reduce((total, [, count]) => total + count, 0);
  while (hidden > 0 && hidden < SMALLEST_CELL && shown.length > 0) hidden += shown.shift()?.[1] ?? 0;
  const words = new Set(shown.map(([word]) => word));
  return Object.fromEntries(Object.entries(counts).filter(([word]) => words.has(word)));
}

/** Part of a shown whole: shown when neither it nor the rest is a number from one to nine. */
export function partOf(whole: number, part: number): number | undefined {
  const rest = whole - part;
  return part >= SMALLEST_CELL && (rest === 0 || rest >= SMALLEST_CELL) ? part : undefined;
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
