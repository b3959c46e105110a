import { formatPromiseEvidence, readPromiseEvidence } from '#libs/audit';
import { sqlOf, type Database } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { AlarmKind, AlarmStore } from './alarm.store.js';
import type { ReceivedContents } from './received-contents.store.js';

/**
 * The evidence of an alarm as a file for somebody else. That of a broken promise gets the signed answer now, from where
 * it is kept: once the answer is erased, the promise can no longer be shown to anybody.
 */
export class ExportEvidence {
  constructor(
    private readonly database: Database,
    private readonly alarms: AlarmStore,
    private readonly contents: ReceivedContents,
  ) {}

  /** @throws log.unknown-alarm, log.no-evidence, log.answer-erased */
  async run(kind: AlarmKind, key: string): Promise<Uint8Array> {
    const sql = sqlOf(this.database.manager);
    const alarm = await this.alarms.find(sql, kind, key);
    if (alarm === undefined) throw new CrexError('log.unknown-alarm', 'there was no such alarm');
    if (alarm.evidence === null) throw new CrexError('log.no-evidence', 'this alarm has nothing to show to others');
    if (kind !== 'promise-broken') return alarm.evidence;
    const answer = await this.contents.ofDigest(sql, key);
    if (answer === undefined) throw new CrexError('log.answer-erased', 'the answer that carried the promise is erased');
    return Buffer.from(formatPromiseEvidence({ ...readPromiseEvidence(alarm.evidence), answer }));
  }
}
