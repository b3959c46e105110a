import { Counter, Gauge, Registry } from 'prom-client';
import type { Clock } from '#libs/protocol';
import type { LogTablesStore } from './log-tables.store.js';
import type { Round } from './sign-log.js';

/** What the operator sees of a log's signer. */
export class SignerMetrics {
  readonly registry = new Registry();
  private readonly added: Counter;
  private readonly size: Gauge;
  private readonly lastRound: Gauge;
  private readonly closed: Gauge<'code'>;

  constructor(
    tables: LogTablesStore,
    private readonly clock: Clock,
  ) {
    const registers = [this.registry];
    this.added = new Counter({
      ...{ name: 'crex_log_entries_total', help: 'Entries that got their place in the tree', registers },
    });
    this.size = new Gauge({ name: 'crex_log_signed_size', help: 'Entries in the tree that is signed', registers });
    this.lastRound = new Gauge({
      ...{ name: 'crex_log_last_round_seconds', help: 'When the last round ended well, seconds since 1970', registers },
    });
    this.closed = new Gauge({
      ...{ name: 'crex_log_closed', help: '1: nothing is signed any more, for this reason', labelNames: ['code'] },
      registers,
    });
    new Gauge({
      ...{ name: 'crex_log_oldest_pending_seconds', help: 'Age of the oldest entry without a place', registers },
      async collect() {
        this.set(await tables.oldestPendingSeconds());
      },
    });
  }

  count({ added, size }: Round): void {
    this.added.inc(added);
    this.size.set(Number(size));
    this.lastRound.set(Math.floor(this.clock.nowMs() / 1000));
  }

  close(code: string): void {
    this.closed.set({ code }, 1);
  }
}
