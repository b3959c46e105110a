import { setTimeout as sleep } from 'node:timers/promises';
import type { Foundation } from '../foundation-parts.js';
import type { Wiring } from '../national-node.module.js';
import { ReconciliationStore, type ReconciliationState } from './reconciliation.store.js';

const LOOK_MS = 500;

/**
 * An operator wants to know now: states what was sent to every country, and waits for the results. The node that runs
 * on the same database delivers and collects meanwhile.
 *
 * @returns one state for each statement; `comparedAt` is null where no result has come in time
 */
export async function reconcile(
  { database, directory }: Foundation,
  { stateMessages }: Wiring,
  waitMs: number,
): Promise<ReconciliationState[]> {
  const store = new ReconciliationStore();
  await directory.load();
  const events = await stateMessages.run();
  const until = performance.now() + waitMs;
  for (;;) {
    const states = await store.states(database, events);
    if (states.every(({ comparedAt }) => comparedAt !== null) || performance.now() >= until) return states;
    await sleep(LOOK_MS);
  }
}
