import { Counter, Gauge, Registry } from 'prom-client';
import type { DirectoryView } from '#libs/directory';
import { crlEndsAt } from '#libs/pki';
import { sqlOf, type Database } from '#libs/platform';
import { BROKER, type Clock } from '#libs/protocol';
import { LogCheckStore } from './log/log-check.store.js';
import type { ShelfAlarm } from './logs/shelf.js';
import type { MemberLimits } from './mailbox/member-limits.js';

/** What the operator sees of the broker: numbers by code, never by message or person. */
export class BrokerMetrics {
  readonly registry = new Registry();
  private readonly results: Counter<'code'>;
  private readonly failedHandshakes: Counter;
  private readonly logAlarms: Counter<'alarm'>;

  constructor() {
    const registers = [this.registry];
    this.results = new Counter({
      ...{
        name: 'crex_broker_results_total',
        help: 'Messages and calls by result: stored, repeated, or a refusal code',
      },
      ...{ labelNames: ['code'], registers },
    });
    this.failedHandshakes = new Counter({
      ...{ name: 'crex_broker_tls_failures_total', help: 'Connections that failed in TLS', registers },
    });
    this.logAlarms = new Counter({
      ...{ name: 'crex_broker_log_alarms_total', help: 'Uploads by which a log contradicted itself' },
      ...{ labelNames: ['alarm'], registers },
    });
  }

  /** One message, or one call that was refused as a whole. */
  readonly count = (code: string): void => {
    this.results.inc({ code });
  };

  readonly countFailedHandshake = (): void => {
    this.failedHandshakes.inc();
  };

  /** A log contradicted itself. */
  readonly countLogAlarm = (alarm: ShelfAlarm): void => {
    this.logAlarms.inc({ alarm });
  };

  /** Numbers that are read when they are asked for. */
  watch(
    database: Database,
    limits: MemberLimits,
    directory: { last(): DirectoryView | undefined },
    clock: Clock,
  ): void {
    const registers = [this.registry];
    new Gauge({
      ...{ name: 'crex_broker_mailbox_messages', help: 'Messages that wait to be taken', registers },
      async collect() {
        const [row] = await sqlOf(database.manager).query<{ waiting: number }>(
          'SELECT count(*) AS waiting FROM mailbox_message WHERE line IS NOT NULL',
        );
        this.set(row?.waiting ?? 0);
      },
    });
    new Gauge({
      ...{ name: 'crex_broker_log_contradictions', help: 'Checkpoints that are kept as evidence', registers },
      async collect() {
        const [row] = await sqlOf(database.manager).query<{ kept: number }>(
          'SELECT count(*) AS kept FROM shelf_contradiction',
        );
        this.set(row?.kept ?? 0);
      },
    });
    const checks = new LogCheckStore();
    const told = () => checks.told(sqlOf(database.manager));
    new Gauge({
      ...{ name: 'crex_broker_log_check_seconds', registers },
      help: 'When the broker’s whole log was checked last, seconds since 1970; 0: never',
      async collect() {
        this.set((await told()).lastAt);
      },
    });
    new Gauge({
      ...{ name: 'crex_broker_log_check_faults', help: 'What that check found wrong', registers },
      async collect() {
        this.set((await told()).lastFaults);
      },
    });
    new Gauge({
      ...{ name: 'crex_broker_log_check_faulty', help: 'Checks that have found something, ever', registers },
      async collect() {
        this.set((await told()).faultyChecks);
      },
    });
    new Gauge({
      ...{ name: 'crex_broker_polls', help: 'Calls that wait for messages', registers },
      collect() {
        this.set(limits.inside('fetch'));
      },
    });
    new Gauge({
      ...{ name: 'crex_broker_directory_version', help: 'Snapshot version that the broker works by', registers },
      collect() {
        this.set(directory.last()?.version ?? 0);
      },
    });
    new Gauge({
      ...{ name: 'crex_broker_directory_seconds_left', help: 'Seconds until the directory expires', registers },
      collect() {
        this.set((directory.last()?.expiresAt ?? 0) - Math.floor(clock.nowMs() / 1000));
      },
    });
    new Gauge({
      ...{ name: 'crex_broker_revocation_list_seconds_left', registers },
      help: 'Seconds until the broker’s own revocation list is past its next update; then no node talks to it',
      collect() {
        const ends = (directory.last()?.member(BROKER)?.crls ?? []).map(crlEndsAt);
        this.set(ends.length === 0 ? 0 : Math.min(...ends) - Math.floor(clock.nowMs() / 1000));
      },
    });
  }
}
