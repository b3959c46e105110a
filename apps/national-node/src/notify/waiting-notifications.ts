import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { CrexError, DEFAULT_LIFE_SECONDS, freshNonce } from '#libs/protocol';
import type { NotificationRefusal, NotificationResponseBody } from '#libs/protocol';
import type { Home, Official } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { officialReference, subjectReferences } from '../log/references.js';
import type { FindPerson } from '../register/find-person.js';
import type { PersonHistory } from '../register/person-history.store.js';
import { identified, type ListedCandidate } from '../register/search-register.js';
import type { SearchStore } from '../register/search.store.js';
import type { ForeignConviction, ForeignConvictions } from './foreign-conviction.store.js';

const MOST_SHOWN = 50;

/** A notification with those of the own register who may be the person, weighed line by line. */
export type WaitingNotification = ForeignConviction & { readonly candidates: readonly ListedCandidate[] };

export type NotificationDecision =
  | { readonly result: 'STORED'; readonly personId: string }
  | { readonly result: 'REFUSED'; readonly reason: NotificationRefusal };

/**
 * Shows a clerk the notifications that no machine may place, with who may be meant; each look is an entry (VIEW), by which
 * whoever is shown is found.
 */
export class ViewNotifications {
  constructor(
    private readonly database: Database,
    private readonly foreign: ForeignConvictions,
    private readonly find: FindPerson,
    private readonly search: Pick<SearchStore, 'identities'>,
    private readonly log: AuditLog,
  ) {}

  run(official: Official): Promise<WaitingNotification[]> {
    return inTransaction(this.database, async (tx) => {
      const shown: WaitingNotification[] = [];
      for (const each of await this.foreign.waiting(tx, MOST_SHOWN)) {
        shown.push({ ...each, candidates: await this.candidatesOf(tx, each) });
      }
      await this.log.append(
        sqlOf(tx),
        shown.map(({ notificationId, candidates, record }) => ({
          eventId: randomUUID(),
          entry: { type: 'VIEW', object: 'REGISTER', count: 1 + candidates.length, target: notificationId } as const,
          ...{ subject: { convictionId: record?.conviction.id ?? '' }, actor: { ...official } },
          detail: { listed: candidates.map(({ personId }) => personId) },
          findBy: {
            subject: subjectReferences(record?.subject, ...candidates.map(({ identity }) => identity)),
            actor: [officialReference(official.id)],
          },
        })),
      );
      return shown;
    });
  }

  /** How many wait: of nobody, so no entry. */
  count(): Promise<number> {
    return inTransaction(this.database, (tx) => this.foreign.countWaiting(tx));
  }

  private async candidatesOf(tx: Transaction, { record }: ForeignConviction): Promise<readonly ListedCandidate[]> {
    if (record === null) return [];
    const { deceased: _deceased, ...subject } = record.subject;
    const found = await this.find.run(tx, subject, 'AS_NEEDED');
    if (found.decision === 'REGISTER_INCOMPLETE') return [];
    return identified(tx, this.search, found.candidates);
  }
}

/** A clerk says whose conviction it is, or why it is nobody's: stored or refused, logged and said to the other country. */
export class DecideNotification {
  constructor(
    private readonly database: Database,
    private readonly foreign: ForeignConvictions,
    private readonly history: PersonHistory,
    private readonly outbox: OutboxStore,
    private readonly log: AuditLog,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  /** @throws notify.not-waiting, notify.unknown-person */
  async run(official: Official, notificationId: string, decision: NotificationDecision): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const waiting = await this.foreign.lockWaiting(tx, notificationId);
      checkWaiting(waiting);
      const said = await this.said(tx, decision);
      await this.foreign.decide(tx, waiting, decision);
      await this.respond(tx, official, waiting, decision, said);
    });
    this.courier.ring();
  }

  private async said(tx: Transaction, decision: NotificationDecision): Promise<Omit<NotificationResponseBody, 'salt'>> {
    if (decision.result === 'REFUSED') return decision;
    checkPerson(await this.history.resolve(tx, decision.personId));
    return { result: 'STORED' };
  }

  private async respond(
    tx: Transaction,
    official: Official,
    waiting: ForeignConviction,
    decision: NotificationDecision,
    said: Omit<NotificationResponseBody, 'salt'>,
  ): Promise<void> {
    const { sender, messageId, record } = waiting;
    const requestDigest = await this.foreign.digestOf(tx, messageId);
    const eventId = randomUUID();
    const entry = { type: 'ACKNOWLEDGEMENT', from: this.home.country, to: sender, requestDigest, ...said } as const;
    const personId = 'personId' in decision ? { personId: decision.personId } : {};
    await this.log.append(sqlOf(tx), [
      {
        ...{ eventId, entry, subject: { convictionId: record?.conviction.id ?? '', ...personId } },
        ...{ actor: { ...official } },
        findBy: { subject: subjectReferences(record?.subject), actor: [officialReference(official.id)] },
      },
    ]);
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'ACKNOWLEDGEMENT', recipient: sender, kind: 'NRS', priority: 0 },
      ...{ inReplyTo: messageId, requestDigest },
      body: { salt: freshNonce((bytes) => randomFillSync(bytes)), ...said },
      notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS,
    });
  }
}

function checkWaiting(waiting: ForeignConviction | undefined): asserts waiting is ForeignConviction {
  if (waiting === undefined) {
    throw new CrexError('notify.not-waiting', 'no notification of this id waits for a decision', {
      nextStep: 'look at the list again: somebody may have decided it, or a newer version has come',
    });
  }
}

function checkPerson(personId: string | undefined): void {
  if (personId === undefined) {
    throw new CrexError('notify.unknown-person', 'the register holds nobody under this id', {
      pointers: [{ pointer: '/personId', rule: 'must be of somebody in the register' }],
    });
  }
}
