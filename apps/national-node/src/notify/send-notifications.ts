import { randomFillSync, randomUUID } from 'node:crypto';
import { promiseOf, type AuditLog } from '#libs/audit';
import { legalBasesFor } from '#libs/catalogue';
import { dueAt } from '#libs/deadline';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { filterRecord, type PolicySet } from '#libs/policy';
import { bodyDigest, freshNonce, MAX_LIFE_SECONDS } from '#libs/protocol';
import type { Conviction, CountryCode, NotificationBody } from '#libs/protocol';
import { localDate } from '../calendar.js';
import type { Home } from '../context.js';
import type { Sender, Undelivered } from '../courier/end-undelivered.js';
import type { OutboxEnd, OutboxStore } from '../courier/outbox.store.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import { subjectReferences } from '../log/references.js';
import type { RegisterStore } from '../register/register.store.js';
import { isActive, type Trust } from '../trust.js';
import type { DueNotification, NotificationStore } from './notification.store.js';

const AT_ONCE = 50;
/** How long one waits that cannot be sent now: for a member's return, for an operator (seconds). */
const RETRY_SECONDS = 3_600;
/** How long a recipient has to answer before its silence is an alarm. */
const ANSWER_WITHIN = { workingDays: 5 } as const;

type Told = Pick<NotificationBody, 'subject' | 'conviction' | 'retransmission'>;

/**
 * Sends what countries of nationality are owed: to active members, as the register stands now, and no more of it than the
 * policy would let go to that country for criminal proceedings. Log entry, version and message are one transaction.
 */
export class SendNotifications implements Sender {
  constructor(
    private readonly database: Database,
    private readonly notifications: NotificationStore,
    private readonly register: RegisterStore,
    private readonly policy: PolicySet,
    private readonly trust: Trust,
    private readonly outbox: OutboxStore,
    private readonly log: AuditLog,
    private readonly alarm: Pick<RaiseAlarm, 'run' | 'endAllBut'>,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  async undelivered(tx: Transaction, { eventId }: Undelivered, _end: OutboxEnd, code: string): Promise<void> {
    await this.notifications.undelivered(tx, eventId, code, this.home.nowSeconds() + RETRY_SECONDS);
  }

  /** @returns how many were looked at */
  async run(): Promise<number> {
    const looked = await inTransaction(this.database, async (tx) => {
      const due = await this.notifications.due(tx, this.home.nowSeconds(), AT_ONCE);
      for (const each of due) await this.look(tx, each);
      return due.length;
    });
    if (looked > 0) this.courier.ring();
    await this.watch();
    return looked;
  }

  private async look(tx: Transaction, due: DueNotification): Promise<void> {
    const later = this.home.nowSeconds() + RETRY_SECONDS;
    const { notificationId: id, country } = due;
    if (!isActive(this.trust.view().member(country))) {
      return this.notifications.postpone(tx, id, later, 'requester.recipient-suspended');
    }
    const told = await this.toldBy(tx, due);
    const now = new Date(this.home.clock.nowMs());
    if (told === 'policy-fails') return this.notifications.postpone(tx, id, later, 'policy.fails');
    if (typeof told === 'string') return this.notifications.end(tx, due, told, now);
    await this.send(tx, due, told);
  }

  /** What may be told now; or why nothing is. */
  private async toldBy(
    tx: Transaction,
    due: DueNotification,
  ): Promise<Told | 'policy-fails' | 'WITHHOLD' | 'SUPERSEDE'> {
    const { about, action, country } = due;
    if (action === 'DELETE') {
      const { subject } = about;
      return subject === undefined ? 'SUPERSEDE' : { subject, retransmission: { criminal: 'N', other: 'N' } };
    }
    const held = await this.register.lock(tx, about.personId);
    const conviction = held?.person.convictions.find(({ id }) => id === about.convictionId);
    if (held === undefined || conviction === undefined) return 'SUPERSEDE';
    const allowed = this.allowed(conviction, country);
    if (typeof allowed === 'string') return allowed;
    const { personId: _id, convictions: _convictions, ...subject } = held.person;
    return { subject, conviction: allowed, retransmission: conviction.transmittable };
  }

  /** By the first of the legal bases between the two countries that lets anything go. */
  private allowed(conviction: Conviction, country: CountryCode): Conviction | 'policy-fails' | 'WITHHOLD' {
    let fails = false;
    for (const { code: legalBasis } of legalBasesFor(this.home.country, country)) {
      const question = {
        ...({ askingCountry: country, country: this.home.country, purpose: 'C1', urgency: 'ROUTINE' } as const),
        // what a question about these very offences would bring
        ...{
          legalBasis,
          hasCase: true,
          evidence: ['ACCUSED_OFFENCE'],
          hitOnly: false,
          taskForce: '',
          taskForceRuns: false,
        },
      };
      const filtered = filterRecord(this.policy, [conviction], question, localDate(this.home));
      if (filtered.allowed && filtered.disclosed[0] !== undefined) return filtered.disclosed[0];
      fails ||= !filtered.allowed && filtered.alarm;
    }
    return fails ? 'policy-fails' : 'WITHHOLD';
  }

  private async send(tx: Transaction, due: DueNotification, told: Told): Promise<void> {
    const { conviction, country, action, about, change } = due;
    const version = due.version ?? (await this.notifications.nextVersion(tx, conviction, country));
    const salt = freshNonce((bytes) => randomFillSync(bytes));
    const body: NotificationBody = { salt, action, convictionId: about.convictionId, version, ...told, change };
    const eventId = randomUUID();
    const parties = { from: this.home.country, to: country };
    const [logged] = await this.log.append(sqlOf(tx), [
      {
        ...{ eventId, entry: { type: 'NOTIFICATION', ...parties, action, version, bodyDigest: bodyDigest(body) } },
        ...{ subject: { personId: about.personId, convictionId: about.convictionId }, actor: { kind: 'node' } },
        ...{
          detail: { change, policyDigest: this.policy.digest },
          findBy: { subject: subjectReferences(told.subject) },
        },
      },
    ]);
    if (logged === undefined) return;
    const now = this.home.nowSeconds();
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'NOTIFICATION', recipient: country, kind: 'NOT', priority: 0 },
      ...{ promise: promiseOf(logged), body, notAfter: now + MAX_LIFE_SECONDS },
    });
    const until = dueAt(this.home.workCalendar, now, ANSWER_WITHIN);
    await this.notifications.sent(tx, due, version, eventId, until);
  }

  private async watch(): Promise<void> {
    const overdue = await inTransaction(this.database, (tx) => this.notifications.overdue(tx, this.home.nowSeconds()));
    for (const { country, count, oldestDueAt } of overdue) {
      await this.alarm.run({ kind: 'notification-unanswered', key: country, detail: { country, count, oldestDueAt } });
    }
    await this.alarm.endAllBut('notification-unanswered', overdue.map(({ country }) => country)); // prettier-ignore
  }
}
