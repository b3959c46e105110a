import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import {
  bodyDigest,
  DEFAULT_LIFE_SECONDS,
  freshNonce,
  MAX_STATED_MESSAGES,
  type ReconciliationBody,
} from '#libs/protocol';
import { nightOf } from '../calendar.js';
import type { Home } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import { isActive, type Trust } from '../trust.js';
import { alarmOfUnlogged } from './reconciliation-alarms.js';
import type { ReconciliationStore, RunOfNumbers } from './reconciliation.store.js';

/**
 * States to every country which messages were sent to it since the last time (RECON), so that it can find what is
 * missing. On the way it finds messages of ours that our own log does not name.
 */
export class StateMessages {
  constructor(
    private readonly database: Database,
    private readonly store: ReconciliationStore,
    private readonly outbox: OutboxStore,
    private readonly trust: Pick<Trust, 'view'>,
    private readonly log: AuditLog,
    private readonly courier: Doorbell,
    private readonly alarm: RaiseAlarm,
    private readonly home: Home,
  ) {
    this.startedAt = home.nowSeconds();
  }

  private readonly startedAt: number;

  /** @returns the events of the statements queued: one a pair and epoch with numbers to reconcile, to active members */
  async run(): Promise<string[]> {
    const events = await inTransaction(this.database, async (tx) => {
      const runs = await this.store.openRuns(tx, this.home.country, MAX_STATED_MESSAGES);
      const stated: string[] = [];
      for (const run of runs) {
        if (isActive(this.trust.view().member(run.other))) stated.push(await this.state(tx, run));
      }
      return stated;
    });
    this.courier.ring();
    return events;
  }

  /** Once a night, after three o'clock of this country; a night that was missed is made up for. */
  async runNightly(): Promise<string[]> {
    const last = await this.store.lastStated(this.database);
    const isDue = nightOf(this.home, this.home.nowSeconds()) > nightOf(this.home, last ?? this.startedAt);
    return isDue ? this.run() : [];
  }

  private async state(tx: Transaction, run: RunOfNumbers): Promise<string> {
    const { other, epoch, first, last } = run;
    const sent = await this.store.sentIn(tx, this.home.country, run);
    const body: ReconciliationBody = {
      salt: freshNonce((bytes) => randomFillSync(bytes)),
      ...{ epoch, first, last },
      messages: sent.map(({ number, contentDigest }) => ({ number, contentDigest })),
    };
    const eventId = randomUUID();
    const parties = { from: this.home.country, to: other };
    const entry = { type: 'RECONCILIATION', ...parties, epoch, first, last, bodyDigest: bodyDigest(body) } as const;
    await this.log.append(sqlOf(tx), [{ eventId, entry }]);
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'RECONCILIATION', recipient: other, kind: 'RECON', priority: 0, body },
      notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS,
    });
    const unlogged = sent.filter(({ isLogged }) => !isLogged).map(({ number }) => number);
    await this.store.keepStatement(tx, eventId, run, { unlogged, at: this.home.nowSeconds() });
    const pair = { from: this.home.country, to: other, epoch, first, last };
    for (const alarm of alarmOfUnlogged(pair, unlogged)) await this.alarm.run(alarm, sqlOf(tx));
    return eventId;
  }
}
