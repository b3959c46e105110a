import { dueAt } from '#libs/deadline';
import { randomUUID } from 'node:crypto';
import type { Transaction } from '#libs/platform';
import type { Person, RecallReason } from '#libs/protocol';
import type { ConvictionOf, RecordRecipient, RecordRecipients } from '../answer/record-recipients.store.js';
import type { ReceivedQuestions } from '../answer/received-questions.store.js';
import type { Actor, Home } from '../context.js';
import type { EndExtract } from '../extract/end-extract.js';
import { subjectReferences } from '../log/references.js';
import type { NoteNotifications } from '../notify/note-notifications.js';
import type { RecallStore } from '../recall/recall.store.js';
import type { SendRecall } from '../recall/send-recall.js';
import type { PersonHistory } from './person-history.store.js';

/** How long a past recipient has to acknowledge a recall. */
const ACKNOWLEDGE_WITHIN = { workingDays: 5 } as const;

/** What has changed in the register, as others are told of it. */
export interface RegisterChange {
  readonly actor: Actor;
  readonly personId: string;
  /** As they were. */
  readonly before: readonly Person[];
  /** As they are; nobody after a removal. */
  readonly after: readonly Person[];
  /** Every answer about these is concerned. */
  readonly persons: readonly string[];
  /** Answers that told one of these are. */
  readonly convictions: readonly ConvictionOf[];
  /** Code of what happened. */
  readonly change: 'CREATED' | 'CORRECTED' | 'MERGED' | 'SPLIT' | 'REMOVED' | 'IMPORTED' | 'NOTIFIED';
  /** Why answers are recalled, where it does not follow from before and after. */
  readonly reason?: RecallReason;
  /** Countries that were not notified before are not notified now. */
  readonly onlyTold?: boolean;
}

/** What a recall says of a change, beside the answer that it is about. */
export type Recalling = Pick<RegisterChange, 'actor' | 'personId' | 'before' | 'after' | 'reason'>;

/**
 * A change of the register is owed to those who were told of what it was, and to the countries of nationality: answers are
 * recalled and notifications noted, in the transaction of the change.
 */
export class AnnounceChange {
  constructor(
    private readonly recipients: RecordRecipients,
    private readonly history: PersonHistory,
    private readonly received: ReceivedQuestions,
    private readonly recalls: RecallStore,
    private readonly send: SendRecall,
    private readonly notify: NoteNotifications,
    private readonly endExtract: EndExtract,
    private readonly home: Home,
  ) {}

  /** @returns the answers that are recalled */
  async run(tx: Transaction, change: RegisterChange): Promise<RecordRecipient[]> {
    const known = await this.knownOf(tx, change);
    const concerned = await this.recipients.of(tx, { ...change, known });
    for (const recipient of concerned) await this.recall(tx, change, recipient);
    await this.notify.run(tx, change);
    return concerned;
  }

  /** Those of these persons of whom some country was told in an answer. */
  told(tx: Transaction, personIds: readonly string[]): Promise<string[]> {
    return this.recipients.told(tx, personIds);
  }

  /** Every id under which a person may have been told of. */
  async idsOf(tx: Transaction, personId: string): Promise<string[]> {
    const now = (await this.history.resolve(tx, personId)) ?? personId;
    return [...new Set([personId, now, ...(await this.history.mergedInto(tx, now))])];
  }

  /** Recalls one answer. */
  async recall(tx: Transaction, change: Recalling, recipient: RecordRecipient): Promise<void> {
    const { country, eventId: answerEvent, convictionIds } = recipient;
    const reason = reasonOf(change, convictionIds);
    await this.received.recalled(tx, answerEvent);
    await this.endExtract.run(tx, { eventId: answerEvent }, { status: 'REVOKED', reason, actor: change.actor });
    const now = this.home.nowSeconds();
    const recall = await this.recalls.keep(tx, {
      ...{ recallId: randomUUID(), country, answerEvent, convictionIds, reason },
      ...{ dueAt: dueAt(this.home.workCalendar, now, ACKNOWLEDGE_WITHIN), createdAt: new Date(now * 1000) },
    });
    await this.send.run(tx, recall, {
      subject: { personId: change.personId, convictionIds: [...convictionIds] },
      actor: { ...change.actor },
      findBy: { subject: subjectReferences(...change.before, ...change.after) },
    });
  }

  /** Whatever may have been told of these persons: what they have and had, under each id that they had. */
  private async knownOf(tx: Transaction, { persons, before, after }: RegisterChange): Promise<ConvictionOf[]> {
    const ids = [...before, ...after].flatMap(({ convictions }) => convictions.map(({ id }) => id));
    const all = new Set([...ids, ...(await this.history.convictionsOf(tx, persons))]);
    return persons.flatMap((personId) => [...all].map((id) => ({ personId, id })));
  }
}

function reasonOf({ before, after, reason }: Recalling, convictionIds: readonly string[]): RecallReason {
  if (reason !== undefined) return reason;
  if (after.length === 0) return 'REMOVED';
  const idsOf = (persons: readonly Person[]) => persons.flatMap(({ convictions }) => convictions.map(({ id }) => id));
  const [was, is] = [idsOf(before), new Set(idsOf(after))];
  return convictionIds.some((id) => was.includes(id) && !is.has(id)) ? 'ANNULLED' : 'CORRECTED';
}
