import type { AuditLog, EntryPosition } from '#libs/audit';
import type { Sql } from '#libs/platform';
import type { Home } from '../context.js';
import type { ReviewedType, ReviewStore, Use } from './review.store.js';

/** Purposes that rest on a written reason alone. */
const EXCEPTIONAL = ['C5'] as const;
/** So long an auditor has to look at a use of one (hours by the clock, days off included). */
const REVIEW_SECONDS = 72 * 3600;
/** An entry is dated before the transaction that writes it ends: the last hour is looked at again. */
const OVERLAP_SECONDS = 3600;
const TYPES = ['ASK', 'DISCLOSURE', 'NO_RECORD'] as const satisfies readonly ReviewedType[];
const PAGE = 200;

/**
 * Finds the uses of an exceptional purpose in the log itself, so that none is left out because whoever wrote the entry did not
 * think of it: our questions, and our answers that said what the register holds.
 */
export class NoteUses {
  constructor(
    private readonly reviews: ReviewStore,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** Nothing that was used before the last 72 hours is looked for when nothing is known yet. */
  async run(sql: Sql): Promise<void> {
    const now = this.home.nowSeconds();
    const newest = (await this.reviews.newest(sql)) ?? now;
    const from = Math.min(now - REVIEW_SECONDS, newest - OVERLAP_SECONDS);
    const search = { from, to: now + 1, types: TYPES, purposes: EXCEPTIONAL };
    let after: EntryPosition | undefined;
    do {
      const positions = await this.log.find(sql, search, { after, limit: PAGE });
      const entries = await this.log.entriesAt(sql, positions, search);
      await this.reviews.note(
        sql,
        entries.flatMap(({ leaf }) => useOf(leaf)),
      );
      after = positions.length < PAGE ? undefined : positions.at(-1);
    } while (after !== undefined);
  }
}

function useOf(leaf: Awaited<ReturnType<AuditLog['entriesAt']>>[number]['leaf']): Use[] {
  if (leaf.type !== 'ASK' && leaf.type !== 'DISCLOSURE' && leaf.type !== 'NO_RECORD') return [];
  const { eventId, type, purpose, to: country, at: usedAt } = leaf;
  return [{ eventId, type, purpose, country, usedAt, dueAt: usedAt + REVIEW_SECONDS }];
}
