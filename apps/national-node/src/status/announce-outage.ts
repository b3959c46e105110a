import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { canonicalJson, CrexError, digestOf, MAX_OUTAGES, type Outage } from '#libs/protocol';
import type { Actor, Home } from '../context.js';
import type { PlannedOutageStore } from './planned-outage.store.js';

/**
 * Announces a time in which this node will not answer, or takes it back; one that is under way ends with it. The others
 * hear it within a minute. Each change is an entry of the log that names who made it.
 */
export class AnnounceOutage {
  constructor(
    private readonly database: Database,
    private readonly outages: PlannedOutageStore,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** Those that are not over, the next first. */
  coming(): Promise<Outage[]> {
    return this.outages.coming(this.home.nowSeconds());
  }

  /** @throws node.invalid-outage, node.too-many-outages */
  async plan(actor: Actor, outage: Outage): Promise<Outage[]> {
    checkOrder(outage);
    checkComing(outage, this.home.nowSeconds());
    checkRoom(await this.coming());
    await inTransaction(this.database, async (tx) => {
      const sql = sqlOf(tx);
      if (await this.outages.plan(sql, outage)) await this.log.append(sql, [entryOf('outage.planned', actor, outage)]);
    });
    return this.coming();
  }

  /** @throws node.invalid-outage, node.no-such-outage */
  async end(actor: Actor, outage: Outage): Promise<Outage[]> {
    checkOrder(outage);
    await inTransaction(this.database, async (tx) => {
      const sql = sqlOf(tx);
      checkWasPlanned(await this.outages.cancel(sql, outage));
      await this.log.append(sql, [entryOf('outage.ended', actor, outage)]);
    });
    return this.coming();
  }
}

function entryOf(setting: string, actor: Actor, { from, until }: Outage) {
  const detail = { from, until };
  const entry = { type: 'CONFIG_CHANGE', setting, digest: digestOf(canonicalJson(detail)) } as const;
  return { eventId: randomUUID(), entry, actor, detail };
}

function checkOrder({ from, until }: Outage): void {
  // written so that what is no time is refused too
  if (!(from < until)) {
    throw new CrexError('node.invalid-outage', 'an outage has two times in UTC, the first before the second', {
      nextStep: 'write both as 2026-12-24T22:00Z',
    });
  }
}

function checkComing({ until }: Outage, nowSeconds: number): void {
  if (until <= nowSeconds) throw new CrexError('node.invalid-outage', 'this outage is over already');
}

function checkRoom(coming: readonly Outage[]): void {
  if (coming.length >= MAX_OUTAGES) {
    throw new CrexError('node.too-many-outages', `the others are told of ${MAX_OUTAGES} outages at most`, {
      nextStep: 'take one back first',
    });
  }
}

function checkWasPlanned(wasPlanned: boolean): void {
  if (!wasPlanned) {
    throw new CrexError('node.no-such-outage', 'no such outage is planned', { nextStep: 'see `outage list`' });
  }
}
