import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Sql } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import type { Auditor } from '../log/audited-read.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import { entryNotFound } from '../log/read-entry.js';
import { caseReferences, officialReference } from '../log/references.js';
import type { NoteUses } from './note-uses.js';
import type { ReviewStore, Use, Verdict } from './review.store.js';

/** What an auditor says of a use. */
export interface Review {
  readonly verdict: Verdict;
  readonly comment: string;
}

/** An auditor judges a use of an exceptional purpose, once: an entry of the log, and a call for the operator where it was not justified. */
export class ReviewUse {
  constructor(
    private readonly database: Database,
    private readonly reviews: ReviewStore,
    private readonly note: NoteUses,
    private readonly log: AuditLog,
    private readonly alarm: RaiseAlarm,
    private readonly home: Home,
  ) {}

  /** @throws log.not-found, log.already-reviewed, log.own-use */
  async run({ official, mandate }: Auditor, eventId: string, { verdict, comment }: Review): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const sql = sqlOf(tx);
      await this.note.run(sql);
      const use = await this.reviews.find(sql, eventId);
      if (use === undefined) throw entryNotFound();
      checkOpen(use.verdict);
      checkSomebodyElses(await this.hadPart(sql, official.id, eventId));
      await this.reviews.settle(sql, eventId, verdict, this.home.nowSeconds());
      await this.log.append(sql, [
        {
          eventId: randomUUID(),
          entry: { type: 'REVIEW', target: eventId, of: use.type, purpose: use.purpose, outcome: verdict },
          ...{ actor: { ...official }, detail: { mandate, comment } },
          findBy: { actor: [officialReference(official.id)], case: caseReferences(mandate) },
        },
      ]);
      if (verdict === 'NOT_JUSTIFIED') await this.alarm.run(notJustified(use), sql);
    });
    await this.alarm.end('review-overdue', eventId);
  }

  /** Whether the log names this official in the entry: as who asked, approved, decided or released. */
  private async hadPart(sql: Sql, officialId: string, eventId: string): Promise<boolean> {
    const entries = await this.log.entriesFoundBy(sql, 'actor', officialReference(officialId));
    return entries.some(({ leaf }) => leaf.eventId === eventId);
  }
}

function notJustified({ eventId: key, type, purpose, country, usedAt }: Use) {
  return { kind: 'use-not-justified', key, detail: { type, purpose, country, usedAt } } as const;
}

function checkOpen(verdict: Verdict | null): void {
  if (verdict !== null) {
    throw new CrexError('log.already-reviewed', 'this use has been reviewed', {
      nextStep: 'see its entries in the log',
    });
  }
}

function checkSomebodyElses(hadPart: boolean): void {
  if (hadPart) {
    throw new CrexError('log.own-use', 'whoever had a part in it does not review it', {
      nextStep: 'another auditor reviews it',
    });
  }
}
