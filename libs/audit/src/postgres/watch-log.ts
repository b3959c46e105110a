import { compareCheckpoints } from '../tlog/compare-checkpoints.js';
import type { ForkEvidence } from '../tlog/prove-fork.js';
import type { TileReader } from '../tlog/tile-tree.js';
import type { WitnessedCheckpoint } from '../tlog/witnessed-checkpoint.js';
import type { Sql } from './sql.js';
import { knownLog, replaceKnown, type KnownLog } from './witness-log.js';

/**
 * What a look at a log has found.
 *
 * - `seen`: verified, and kept as the largest; whoever cosigns it does so now, before the next one is looked at.
 * - `fork`: contradicts the known one; the evidence convinces anybody.
 * - `behind`: the known one is larger, and no fork is proven: the log was rolled back, or the shelf shows an old state.
 * - `unproven`: the tiles do not give its root.
 */
export type Watched =
  | { readonly found: 'seen'; readonly checkpoint: WitnessedCheckpoint; readonly own: KnownLog['cosignature'] }
  | { readonly found: 'fork'; readonly evidence: ForkEvidence }
  | { readonly found: 'behind' | 'unproven'; readonly known: string; readonly shown: string };

/**
 * Goes from the known checkpoint of a log to the newest that is shown, one by one, so that all witnesses come to the same
 * ones; each is compared by tiles and kept before it is given out. Stops at the first that does not fit. A log that is
 * seen for the first time is taken as it is: only its newest checkpoint, and no history before it is judged.
 *
 * @param shown of one log, opened by the keys of the directory
 * @throws what the reader throws
 */
export async function* watchLog(
  sql: Sql,
  shown: readonly WitnessedCheckpoint[],
  reader: TileReader,
): AsyncGenerator<Watched, void, void> {
  const ascending = shown.toSorted((left, right) => (left.size < right.size ? -1 : left.size > right.size ? 1 : 0));
  const newest = ascending.at(-1);
  if (newest === undefined) return;
  let known = await knownLog(sql, newest.origin);
  const due = known === undefined ? [newest] : dueAfter(known, ascending, newest);
  for (const checkpoint of due) {
    const { relation, ...more } = await compareCheckpoints(reader, known, checkpoint);
    const [before, after] = [known?.note ?? checkpoint.note, checkpoint.note];
    if ('proof' in more) {
      yield { found: 'fork', evidence: { checkpoints: [before, after], proof: more.proof } };
      return;
    }
    if (relation === 'behind' || relation === 'unproven') {
      const isSmaller = known !== undefined && checkpoint.size < known.size;
      yield { found: isSmaller ? 'behind' : 'unproven', known: before, shown: after };
      return;
    }
    if (relation === 'extends') {
      if (!(await replaceKnown(sql, known, checkpoint))) return; // somebody else goes on from here
      known = { ...checkpoint, cosignature: undefined };
    }
    yield { found: 'seen', checkpoint, own: known?.cosignature };
  }
}

/** What is larger than the known one; if nothing is, the newest, which may be the known one, another, or an older one. */
function dueAfter(
  known: KnownLog,
  ascending: readonly WitnessedCheckpoint[],
  newest: WitnessedCheckpoint,
): readonly WitnessedCheckpoint[] {
  const larger = ascending.filter(({ size }) => size > known.size);
  // one of the known size and another root contradicts it, whatever came after
  const other = ascending.filter(({ size, root }) => size === known.size && !Buffer.from(root).equals(known.root));
  return [...other, ...(larger.length > 0 ? larger : [newest])];
}
