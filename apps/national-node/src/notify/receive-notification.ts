import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { foreignConviction, move, type ForeignConvictionEffect } from '#libs/lifecycle';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { bodyDigest, DEFAULT_LIFE_SECONDS, freshNonce } from '#libs/protocol';
import type {
  Conviction,
  NotificationBody,
  NotificationRefusal,
  NotificationResponseBody,
  Subject,
  YesNoUnknown,
} from '#libs/protocol';
import type { Home } from '../context.js';
import type { InboxMessage, InboxStore } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import type { Receiver } from '../courier/work-inbox.js';
import type { PromiseStore } from '../log/promise.store.js';
import { subjectReferences } from '../log/references.js';
import type { AnnounceChange } from '../register/announce-change.js';
import type { FindPerson } from '../register/find-person.js';
import type { RegisterStore } from '../register/register.store.js';
import type { ForeignConviction, ForeignConvictions, ForeignState } from './foreign-conviction.store.js';

/** How long a version waits for the one before it, or for the register, before it is looked at again (ms). */
const HOLD_RETRY_MS = 15_000;

type Said = Omit<NotificationResponseBody, 'salt'>;
/** What a newer version says of whom. */
interface Place {
  readonly event: 'STORE' | 'WAIT' | 'REFUSE' | 'DELETE';
  readonly personId: string | null;
  readonly reason: NotificationRefusal | null;
}

/** What is said back, as the table has it. */
const RESULTS = {
  SEND_NRS_STORED: 'STORED',
  SEND_NRS_REFUSED: 'REFUSED',
  SEND_NRS_WAITING: 'WAITING',
} as const satisfies Partial<Record<ForeignConvictionEffect, Said['result']>>;

/**
 * Another country notifies the conviction of a national: stored with the one certain person, refused with a reason, or left
 * to a clerk. Versions count in their order; one that comes too early waits for the earlier one until its own time is over,
 * and a deletion waits for nothing. What was told on of an older version is recalled in the same transaction.
 */
export class ReceiveNotification implements Receiver {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly foreign: ForeignConvictions,
    private readonly find: FindPerson,
    private readonly register: RegisterStore,
    private readonly announce: AnnounceChange,
    private readonly outbox: OutboxStore,
    private readonly promises: PromiseStore,
    private readonly log: AuditLog,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  async run(message: InboxMessage, opened: OpenedMessage): Promise<void> {
    const { content, signed } = opened;
    const body = content.body as NotificationBody;
    await inTransaction(this.database, async (tx) => {
      const held = await this.foreign.lock(tx, message.sender, body.convictionId);
      const said = await this.heed(tx, message, body, held, content.exp);
      if (said === undefined) {
        await this.inbox.hold(tx, message.messageId, HOLD_RETRY_MS);
        return;
      }
      if (!(await this.inbox.finish(tx, message.messageId, 'NOT', signed))) return;
      await this.respond(tx, message, opened, said);
    });
    this.courier.ring();
  }

  /** @returns undefined while the version before it may come, or the register cannot say who it is */
  private async heed(
    tx: Transaction,
    message: InboxMessage,
    body: NotificationBody,
    held: ForeignConviction | undefined,
    waitUntil: number,
  ): Promise<Said | undefined> {
    const before = held?.state ?? foreignConviction.initial;
    if (body.version <= (held?.version ?? 0)) {
      return saidBy(move(foreignConviction, before, 'OLD').effects, held?.reason ?? null);
    }
    const isEarly = body.action !== 'DELETE' && body.version > (held?.version ?? 0) + 1;
    if (isEarly && this.home.nowSeconds() < waitUntil) {
      return saidBy(move(foreignConviction, before, 'EARLY').effects, null);
    }
    const place = body.conviction === undefined ? DELETED : await this.placeOf(tx, body, held);
    if (place === undefined) return undefined;
    const { event, personId, reason } = place;
    const { to, effects } = move(foreignConviction, before, event);
    await this.keep(tx, message, body, { state: to as ForeignState, personId, reason });
    if (held?.personId != null) await this.recall(tx, message, held.personId, body.convictionId);
    return saidBy(effects, reason);
  }

  private async keep(
    tx: Transaction,
    { sender, messageId, receivedAt }: InboxMessage,
    { convictionId, version, subject, conviction, retransmission }: NotificationBody,
    now: Pick<ForeignConviction, 'state' | 'personId' | 'reason'>,
  ): Promise<void> {
    const isKept = conviction !== undefined && now.state !== 'REFUSED';
    await this.foreign.keep(tx, {
      ...{ sender, convictionId, version, messageId, receivedAt, ...now },
      record: isKept ? { subject, conviction: restricted(conviction, retransmission) } : null,
    });
  }

  /** Whose conviction it is. A person who was found once, or by a clerk, stays the one. */
  private async placeOf(
    tx: Transaction,
    { subject }: NotificationBody,
    held: ForeignConviction | undefined,
  ): Promise<Place | undefined> {
    if (!subject.nationalities.includes(this.home.country)) return refused('NOT_A_NATIONAL');
    if (held?.personId != null) return stored(held.personId);
    const found = await this.find.run(tx, questionOf(subject), 'AS_NEEDED');
    if (found.decision === 'REGISTER_INCOMPLETE') return undefined;
    if (found.decision !== 'MATCH' || found.personId === undefined) return WAITING;
    const person = await this.register.lock(tx, found.personId);
    if (person?.person.deceased !== undefined) return refused('DECEASED');
    return stored(found.personId);
  }

  /** Others were told what this version changes. */
  private async recall(tx: Transaction, { sender }: InboxMessage, personId: string, id: string): Promise<void> {
    const ids = await this.announce.idsOf(tx, personId);
    await this.announce.run(tx, {
      ...{ actor: { kind: 'country', country: sender }, personId, before: [], after: [], persons: [] },
      ...{ convictions: ids.map((each) => ({ personId: each, id })), reason: 'CORRECTED', change: 'NOTIFIED' },
    });
  }

  private async respond(tx: Transaction, message: InboxMessage, { slip, content }: OpenedMessage, said: Said) {
    const { messageId, sender, contentDigest, receivedAt } = message;
    const body = content.body as NotificationBody;
    const eventId = randomUUID();
    const parties = { from: sender, to: this.home.country };
    const told = { action: body.action, version: body.version, bodyDigest: bodyDigest(body) };
    const acknowledged = { from: this.home.country, to: sender, requestDigest: contentDigest, ...said };
    const peerLeaf = content.promise === undefined ? {} : { peerLeaf: content.promise.leafHash };
    await this.log.append(sqlOf(tx), [
      { eventId, entry: { type: 'RECEIVED', messageId, ...parties, class: slip.class, contentDigest, ...peerLeaf } },
      {
        ...{ eventId, entry: { type: 'NOTIFICATION', ...parties, ...told } },
        ...{ subject: { convictionId: body.convictionId }, actor: { country: sender } },
        ...{ detail: { change: body.change ?? '' }, findBy: { subject: subjectReferences(body.subject) } },
      },
      { eventId, entry: { type: 'ACKNOWLEDGEMENT', ...acknowledged } },
    ]);
    if (content.promise !== undefined) {
      await this.promises.keep(tx, { messageId, contentDigest, receivedAt, answerer: sender }, content.promise);
    }
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'ACKNOWLEDGEMENT', recipient: sender, kind: 'NRS', priority: 0 },
      ...{ inReplyTo: messageId, requestDigest: contentDigest },
      body: { salt: freshNonce((bytes) => randomFillSync(bytes)), ...said },
      notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS,
    });
  }
}

const DELETED: Place = { event: 'DELETE', personId: null, reason: null };
const WAITING: Place = { event: 'WAIT', personId: null, reason: null };

function stored(personId: string): Place {
  return { event: 'STORE', personId, reason: null };
}

function refused(reason: NotificationRefusal): Place {
  return { event: 'REFUSE', personId: null, reason };
}

/** Nothing is said of what is held. */
function saidBy(effects: readonly ForeignConvictionEffect[], reason: NotificationRefusal | null): Said | undefined {
  const effect = effects.find((each) => each !== 'HOLD');
  if (effect === undefined) return undefined;
  const result = RESULTS[effect];
  return result === 'REFUSED' && reason !== null ? { result, reason } : { result };
}

/** Nobody may be told more of it than both the conviction and the notification allow. */
function restricted(conviction: Conviction, { criminal, other }: NotificationBody['retransmission']): Conviction {
  const least = (one: YesNoUnknown, another: YesNoUnknown) => (one === 'Y' ? another : another === 'N' ? 'N' : one);
  const { transmittable } = conviction;
  return {
    ...conviction,
    transmittable: { criminal: least(transmittable.criminal, criminal), other: least(transmittable.other, other) },
  };
}

/** The person as a question about them: what a register calls death is no part of it. */
function questionOf({ deceased: _deceased, ...subject }: NotificationBody['subject']): Subject {
  return subject;
}
