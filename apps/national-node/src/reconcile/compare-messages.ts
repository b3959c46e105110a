import { randomFillSync } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import {
  DEFAULT_LIFE_SECONDS,
  freshNonce,
  type ComparisonBody,
  type CountryCode,
  type Digest,
  type DifferenceKind,
  type ReconciliationBody,
} from '#libs/protocol';
import type { Home } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import { alarmsOfDifferences } from './reconciliation-alarms.js';
import type { Comparison, NumberedMessage, ReconciliationStore } from './reconciliation.store.js';

/** Most differences that a RECR names one by one. */
const MAX_NAMED = 1000;

/**
 * Another country states what it sent us (RECON): compares that with what came in and with our own log, keeps and logs
 * the finding, and says it (RECR). In the transaction that receives the statement.
 */
export class CompareMessages {
  constructor(
    private readonly store: ReconciliationStore,
    private readonly outbox: OutboxStore,
    private readonly log: AuditLog,
    private readonly alarm: RaiseAlarm,
    private readonly home: Home,
  ) {}

  /** @param eventId the event of the RECEIVED entry */
  async run(
    tx: Transaction,
    eventId: string,
    sender: CountryCode,
    contentDigest: Digest,
    stated: ReconciliationBody,
  ): Promise<Comparison> {
    const { epoch, first, last } = stated;
    const run = { other: sender, epoch, first, last };
    const found = compare(stated.messages, await this.store.receivedIn(tx, this.home.country, run));
    const { matched, differing } = found;
    const parties = { from: sender, to: this.home.country };
    const entry = { type: 'RECONCILED', ...parties, epoch, first, last, contentDigest, matched, differing } as const;
    await this.log.append(sqlOf(tx), [{ eventId, entry }]);
    await this.store.keepFinding(tx, eventId, run, found);
    for (const alarm of alarmsOfDifferences({ ...parties, epoch, first, last }, found)) {
      await this.alarm.run(alarm, sqlOf(tx));
    }
    const body: ComparisonBody = {
      salt: freshNonce((bytes) => randomFillSync(bytes)),
      ...{ contentDigest, epoch, first, last, ...found },
    };
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'RECONCILED', recipient: sender, kind: 'RECR', priority: 0, body },
      notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS,
    });
    return found;
  }
}

/** What was stated against what is held: every number in one of them is matched or differs, in one way. */
export function compare(
  stated: readonly { readonly number: number; readonly contentDigest: Digest }[],
  held: readonly NumberedMessage[],
): Comparison {
  const heldBy = new Map(held.map((message) => [message.number, message]));
  const statedNumbers = new Set(stated.map(({ number }) => number));
  const of = (number: number, kind: DifferenceKind | undefined) => (kind === undefined ? [] : [{ number, kind }]);
  const differences = [
    ...stated.flatMap(({ number, contentDigest }) => of(number, differenceOf(contentDigest, heldBy.get(number)))),
    ...held.flatMap(({ number }) => of(number, statedNumbers.has(number) ? undefined : 'UNEXPECTED')),
  ].sort((left, right) => left.number - right.number);
  const differing = differences.length;
  const unexpected = differences.filter(({ kind }) => kind === 'UNEXPECTED').length;
  return { matched: stated.length - (differing - unexpected), differing, differences: differences.slice(0, MAX_NAMED) };
}

function differenceOf(contentDigest: Digest, held: NumberedMessage | undefined): DifferenceKind | undefined {
  if (held === undefined) return 'MISSING';
  if (held.contentDigest !== contentDigest) return 'OTHER_DIGEST';
  return held.isLogged ? undefined : 'NO_ENTRY';
}
