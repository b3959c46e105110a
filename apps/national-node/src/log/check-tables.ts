import { Gauge, type Registry } from 'prom-client';
import { checkLogTables, cosignatureVerifier, type LogCheck } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { nightOf } from '../calendar.js';
import type { Home } from '../context.js';
import type { Trust } from '../trust.js';
import type { LogCheckStore } from './log-check.store.js';
import type { OwnLog } from './own-log.js';
import type { RaiseAlarm } from './raise-alarm.js';

/** Codes and places that an alarm names; the table of checks has more. */
const MOST_NAMED = 20;

/**
 * Checks the whole log in our database against itself, every night: each entry against its place in the tree, the tree
 * against its checkpoints, these against the keys in the directory. A finding stays an alarm until an operator has dealt
 * with it, also when it has gone by the next night.
 */
export class CheckTables {
  private readonly startedAt: number;

  constructor(
    private readonly database: Database,
    private readonly own: OwnLog,
    private readonly trust: Trust,
    private readonly store: LogCheckStore,
    private readonly alarm: RaiseAlarm,
    registry: Registry,
    private readonly home: Home,
  ) {
    this.startedAt = home.nowSeconds();
    const last = () => store.last(own.sql);
    new Gauge({
      ...{
        name: 'crex_log_check_faults',
        help: 'What the last check of the whole log found wrong',
        registers: [registry],
      },
      async collect() {
        this.set((await last())?.faultCount ?? 0);
      },
    });
    new Gauge({
      ...{ name: 'crex_log_check_seconds', help: 'When the whole log was checked last, seconds since 1970; 0: never' },
      registers: [registry],
      async collect() {
        this.set(Math.floor(((await last())?.checkedAt.getTime() ?? 0) / 1000));
      },
    });
  }

  /** Once a night; one that was missed is made up for. */
  async runNightly(): Promise<void> {
    const last = await this.store.last(this.own.sql);
    const lastAt = last === undefined ? this.startedAt : last.checkedAt.getTime() / 1000;
    if (nightOf(this.home, this.home.nowSeconds()) > nightOf(this.home, lastAt)) await this.run();
  }

  /** @throws log.not-listed, directory.* */
  async run(): Promise<LogCheck> {
    const { origin } = this.own.listed();
    const verifier = this.own.verifier();
    const options = {
      now: this.home.nowSeconds(),
      // of an epoch that is over the directory no longer lists the key
      verifierOf: (of: string) => (of === origin ? verifier : undefined),
      witnesses: this.trust.view().members.map(({ witness }) => cosignatureVerifier(witness.vkey)),
    };
    const isolation = 'REPEATABLE READ'; // one moment, whatever is appended meanwhile
    const found = await inTransaction(this.database, (tx) => checkLogTables(sqlOf(tx), options), { isolation });
    const { entries, faultCount, faults } = found;
    await this.store.keep(this.own.sql, {
      checkedAt: new Date(this.home.clock.nowMs()),
      ...{ entries, faultCount, faults },
    });
    if (faultCount > 0) {
      const named = faults.slice(0, MOST_NAMED).map(({ code, detail }) => `${code}: ${detail}`);
      await this.alarm.run({ kind: 'log-check', key: origin, detail: { faults: faultCount, named } });
    }
    return found;
  }
}
