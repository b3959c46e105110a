import {
  certificateKey,
  directoryKey,
  dueKeyEvents,
  recordKeyEvents,
  sealingKey,
  secretKeys,
  seenKeys,
  type AuditLog,
  type SeenKeys,
} from '#libs/audit';
import { certificateJudge } from '#libs/pki';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { canonicalJson } from '#libs/protocol';
import type { Home } from '../context.js';
import type { CurrentDirectory } from '../current-directory.js';
import type { NodeKeys } from './open-keys.js';

/**
 * Logs what becomes of this country's keys: one that is seen for the first time, in this process or in the country's own
 * directory entry; one that its CA has revoked; one whose time is over or that is gone from both.
 */
export class RecordKeys {
  private recorded = '';

  constructor(
    private readonly database: Database,
    private readonly directory: CurrentDirectory,
    private readonly keys: NodeKeys,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** Looks, and writes what the log lacks. */
  async run(): Promise<void> {
    const seen = this.look(this.home.nowSeconds());
    const sight = canonicalJson(seen);
    if (sight === this.recorded) return;
    await inTransaction(this.database, (tx) =>
      recordKeyEvents(sqlOf(tx), this.log, (known) => dueKeyEvents(known, seen)),
    );
    this.recorded = sight;
  }

  private look(now: number): SeenKeys {
    const view = this.directory.last();
    const own = view === undefined || now >= view.expiresAt ? undefined : view.member(this.home.country);
    const judge = certificateJudge(own, this.home.clock.nowMs());
    const held = [
      ...this.keys.certificates.map(({ role, der }) => certificateKey(role, der, now, judge)),
      ...this.keys.sealing.held.map(({ kid, notAfter }) => sealingKey(kid, notAfter, now)),
      directoryKey(this.keys.directory.publicKey),
      ...secretKeys(this.log.keyNames),
    ];
    return seenKeys(held, own, now, judge);
  }
}
