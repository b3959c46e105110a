import type { MissingItem } from '#libs/protocol';
import type { Features } from '../features.js';

/** How telling an answer would be, in bits, where two candidates differ in it. */
type Separator = readonly [item: MissingItem, bits: number, valueOf: (held: Features) => string | undefined];

const fullDate = ({ birthDates: [date] }: Features): string | undefined =>
  date?.day === undefined ? undefined : `${date.year}-${date.month ?? 0}-${date.day}`;
const joined = (words: readonly string[] | undefined): string | undefined =>
  words === undefined || words.length === 0 ? undefined : words.join(' ');

const SEPARATORS: readonly Separator[] = [
  [
    'IdentityNumber',
    24,
    ({ documents: [document] }) => document && `${document.country} ${document.type} ${document.number}`,
  ],
  ['BirthDate', 14, fullDate],
  ['MotherName', 8, ({ mother }) => joined(mother?.given) ?? joined(mother?.loose)],
  ['FatherName', 8, ({ father }) => joined(father?.given) ?? joined(father?.loose)],
  ['Forename', 8, ({ names: [name] }) => joined(name?.given)],
  ['SecondSurname', 7, ({ names: [name] }) => name?.surname[1]],
  ['BirthPlace', 6, ({ birthTown }) => birthTown],
  ['Nationality', 3, ({ nationalities }) => joined([...nationalities].sort())],
  ['Sex', 1, ({ sex }) => sex?.toString()],
];

/**
 * Which one thing that the subject does not tell would tell the listed candidates apart best; undefined when nothing
 * would. It is drawn from what the register holds, so it is for the country's own clerks.
 */
export function wouldSeparate(
  missing: readonly MissingItem[],
  candidates: readonly { readonly probability: number; readonly features: Features }[],
): MissingItem | undefined {
  let best: { readonly item: MissingItem; readonly gain: number } | undefined;
  for (const [item, bits, valueOf] of SEPARATORS) {
    if (!missing.includes(item)) continue;
    const gain = bits * chanceToDiffer(candidates, valueOf);
    if (gain > 0 && (best === undefined || gain > best.gain)) best = { item, gain };
  }
  return best?.item;
}

/** Probability that two candidates, each drawn by their probability, hold different values; one candidate alone is confirmed by any. */
function chanceToDiffer(
  candidates: readonly { readonly probability: number; readonly features: Features }[],
  valueOf: Separator[2],
): number {
  const shares = new Map<string, number>();
  let known = 0;
  let total = 0;
  for (const { probability, features } of candidates) {
    const value = valueOf(features);
    total += probability;
    if (value === undefined) continue;
    known += probability;
    shares.set(value, (shares.get(value) ?? 0) + probability);
  }
  if (total === 0 || known === 0) return 0;
  if (candidates.length === 1) return 1;
  const same = [...shares.values()].reduce((sum, share) => sum + (share / known) ** 2, 0);
  return (known / total) * (1 - same);
}
