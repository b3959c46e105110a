import { GROUPS, type Group } from './entry-types.js';
import type { Leaf, LeafOf } from './leaf.js';

/** The entry that says that a part was erased. */
export type ErasureLeaf = LeafOf<'ERASURE' | 'PERIOD_ERASURE'>;

/** The month in UTC of a second, as 2026-11: names the keys of the parts written in it. */
export function monthOf(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 7);
}

/** So many months earlier. */
export function monthsBefore(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return monthOf(Date.UTC(year, number - 1 - count, 1) / 1000);
}

/**
 * The parts of an entry that this entry of the same log says were erased: those of its event, or of its month. Whoever
 * finds one of them gone is shown its lawful end; both entries have to be proven first.
 *
 * @see docs/protocol/log-entries.md rule 11
 */
export function partsErasedBy(leaf: Leaf, erasure: Leaf): Group[] {
  if (!isErasure(erasure) || logOf(leaf) !== logOf(erasure)) return [];
  const isReached = erasure.type === 'ERASURE' ? erasure.target === leaf.eventId : erasure.month === monthOf(leaf.at);
  return isReached ? GROUPS.filter((group) => group === erasure.group && leaf.c[group] !== undefined) : [];
}

function isErasure(leaf: Leaf): leaf is ErasureLeaf {
  return leaf.type === 'ERASURE' || leaf.type === 'PERIOD_ERASURE';
}

/** An origin without the number of its epoch: a log's successor may erase what an earlier epoch holds. */
function logOf({ origin }: Leaf): string {
  return origin.slice(0, origin.lastIndexOf('/'));
}
