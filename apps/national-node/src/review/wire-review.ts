import type { Registry } from 'prom-client';
import type { AuditLog } from '#libs/audit';
import type { Database, Logger } from '#libs/platform';
import type { Home } from '../context.js';
import { AuditedRead } from '../log/audited-read.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import { NoteUses } from './note-uses.js';
import { ReviewStore } from './review.store.js';
import { ReviewUse } from './review-use.js';
import { ViewReviews } from './view-reviews.js';
import { WatchReviews } from './watch-reviews.js';

/** What the room of reviews stands on. */
export interface ReviewFoundation {
  readonly database: Database;
  readonly log: AuditLog;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly alarm: RaiseAlarm;
  readonly home: Home;
}

/** The wiring list of this room. */
export function wireReview({ database, log, logger, registry, alarm, home }: ReviewFoundation) {
  const reviews = new ReviewStore();
  const note = new NoteUses(reviews, log, home);
  return {
    viewReviews: new ViewReviews(new AuditedRead(database, log, logger), reviews, note),
    reviewUse: new ReviewUse(database, reviews, note, log, alarm, home),
    watchReviews: new WatchReviews(database, reviews, note, alarm, home, registry),
  };
}

/** What its controller is given. */
export function reviewProviders(verbs: ReturnType<typeof wireReview>) {
  return [
    { provide: ViewReviews, useValue: verbs.viewReviews },
    { provide: ReviewUse, useValue: verbs.reviewUse },
  ];
}
