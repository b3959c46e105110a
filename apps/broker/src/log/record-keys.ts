import {
  certificateKey,
  directoryKey,
  dueKeyEvents,
  recordKeyEvents,
  secretKeys,
  seenKeys,
  type AuditLog,
  type SeenKeys,
} from '#libs/audit';
import { certificateJudge } from '#libs/pki';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { BROKER, canonicalJson } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import type { CurrentDirectory } from '../directory/current-directory.js';
import type { BrokerKeys } from '../keys.js';

/**
 * Logs what becomes of the broker's keys: one that is seen for the first time, in this process or in the broker's own
 * directory entry; one that its CA has revoked; one whose time is over or that is gone from both.
 */
export class RecordKeys {
  private recorded = '';

  constructor(
    private readonly database: Database,
    private readonly directory: CurrentDirectory,
    private readonly keys: BrokerKeys,
    private readonly log: AuditLog,
    private readonly broker: BrokerIdentity,
  ) {}

  /** Looks, and writes what the log lacks. */
  async run(): Promise<void> {
    const seen = this.look(this.broker.nowSeconds());
    const sight = canonicalJson(seen);
    if (sight === this.recorded) return;
    await inTransaction(this.database, (tx) =>
      recordKeyEvents(sqlOf(tx), this.log, (known) => dueKeyEvents(known, seen)),
    );
    this.recorded = sight;
  }

  private look(now: number): SeenKeys {
    const view = this.directory.last();
    const own = view === undefined || now >= view.expiresAt ? undefined : view.member(BROKER);
    const judge = certificateJudge(own, this.broker.clock.nowMs());
    const { snapshot, timestamp, ownPart } = this.keys.publisher;
    const held = [
      ...this.keys.certificates.map(({ role, der }) => certificateKey(role, der, now, judge)),
      ...[snapshot, timestamp, ownPart].map(({ publicKey }) => directoryKey(publicKey)),
      ...secretKeys(this.log.keyNames),
    ];
    return seenKeys(held, own, now, judge);
  }
}
