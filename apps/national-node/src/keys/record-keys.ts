import { createHash } from 'node:crypto';
import {
  dueKeyEvents,
  listedKeys,
  recordKeyEvents,
  sealingKey,
  stateOfCertificate,
  type AuditLog,
  type CertificateJudge,
  type SeenKey,
  type SeenKeys,
} from '#libs/audit';
import { certificateJudge, thumbprint } from '#libs/pki';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { canonicalJson } from '#libs/protocol';
import type { Home } from '../context.js';
import type { CurrentDirectory } from '../current-directory.js';
import type { NodeKeys } from './open-keys.js';

/** Roles whose keys this process holds, and no directory lists. */
const HELD_ALONE = ['directory', 'audit-kek', 'pseudonym'] as const;

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
    const held = this.held(now, judge);
    if (own === undefined) return { keys: held, complete: HELD_ALONE };
    const listed = listedKeys(own, now, judge);
    return { keys: [...held, ...listed.keys], complete: [...HELD_ALONE, ...listed.complete] };
  }

  private held(now: number, judge: CertificateJudge): SeenKey[] {
    const directory = createHash('sha256').update(this.keys.directory.publicKey).digest('base64url');
    const secrets = Object.entries(this.log.keyNames) as ['audit-kek' | 'pseudonym', string][];
    return [
      ...this.keys.certificates.map(({ role, der }): SeenKey => {
        return { keyRole: role, keyDigest: thumbprint(der), state: stateOfCertificate(der, now, judge) };
      }),
      ...this.keys.sealing.held.map(({ kid, notAfter }) => sealingKey(kid, notAfter, now)),
      { keyRole: 'directory', keyDigest: directory, state: 'IN_USE' },
      ...secrets.map(([keyRole, keyDigest]): SeenKey => ({ keyRole, keyDigest, state: 'IN_USE' })),
    ];
  }
}
