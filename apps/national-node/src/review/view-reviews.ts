import type { AuditedRead, Auditor } from '../log/audited-read.js';
import type { NoteUses } from './note-uses.js';
import type { ReviewStore, Use } from './review.store.js';

/** What is listed at once; what is due later follows when these have been looked at. */
export const MAX_REVIEWS = 200;

/** Shows an auditor which uses of an exceptional purpose wait to be looked at. What was asked stands in the entries themselves. */
export class ViewReviews {
  constructor(
    private readonly reads: AuditedRead,
    private readonly reviews: ReviewStore,
    private readonly note: NoteUses,
  ) {}

  /** @throws log.unavailable, log.inconsistent */
  run(auditor: Auditor): Promise<readonly Use[]> {
    return this.reads.run(auditor, async (sql) => {
      await this.note.run(sql);
      const result = await this.reviews.open(sql, MAX_REVIEWS);
      return { result, scope: 'METADATA', count: result.length, query: { asked: 'REVIEWS' } };
    });
  }
}
