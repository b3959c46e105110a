import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { bodyDigest, DEFAULT_LIFE_SECONDS, freshNonce } from '#libs/protocol';
import type { Conviction, NotificationBody, NotificationResponseBody, Subject, YesNoUnknown } from '#libs/protocol';
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
import type { ForeignConviction, ForeignConvictions } from './foreign-conviction.store.js';

/** How long a version waits for the one before it, or for the register, before it is looked at again (ms). */
const HOLD_RETRY_MS = 15_000;

type Said = Omit<NotificationResponseBody, 'salt'>;
interface Place {
  readonly said: Said;
  readonly personId: string | null;
}

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
      const isEarly = body.action !== 'DELETE' && body.version > (held?.version ?? 0) + 1;
      const said =
        isEarly && this.home.nowSeconds() < content.exp ? undefined : await this.heed(tx, message, body, held);
      if (said === undefined) {
        await this.inbox.hold(tx, message.messageId, HOLD_RETRY_MS);
        return;
      }
      if (!(await this.inbox.finish(tx, message.messageId, 'NOT', signed))) return;
      await this.respond(tx, message, opened, said);
    });
    this.courier.ring();
  }

  /** @returns undefined while the register cannot say who it is */
  private async heed(
    tx: Transaction,
    message: InboxMessage,
    body: NotificationBody,
    held: ForeignConviction | undefined,
  ): Promise<Said | undefined> {
    if (held !== undefined && body.version <= held.version) return whatStands(held);
    const place = body.conviction === undefined ? DELETED : await this.placeOf(tx, body, held);
    if (place === undefined) return undefined;
    const { said, personId } = place;
    const isKept = body.conviction !== undefined && said.result !== 'REFUSED';
    const { subject, retransmission } = body;
    const { sender, messageId, receivedAt } = message;
    await this.foreign.keep(tx, {
      ...{ sender, convictionId: body.convictionId, version: body.version, messageId, receivedAt, personId },
      state: body.conviction === undefined ? 'DELETED' : said.result,
      record: isKept ? { subject, conviction: restricted(body.conviction, retransmission) } : null,
      reason: said.reason ?? null,
    });
    if (held?.personId != null) await this.recall(tx, message, held.personId, body.convictionId);
    return said;
  }

  /** Whose conviction it is. A person who was found once, or by a clerk, stays the one. */
  private async placeOf(
    tx: Transaction,
    { subject }: NotificationBody,
    held: ForeignConviction | undefined,
  ): Promise<Place | undefined> {
    if (!subject.nationalities.includes(this.home.country)) return refused('NOT_A_NATIONAL');
    if (held?.personId != null) return { said: { result: 'STORED' }, personId: held.personId };
    const found = await this.find.run(tx, questionOf(subject), 'AS_NEEDED');
    if (found.decision === 'REGISTER_INCOMPLETE') return undefined;
    if (found.decision !== 'MATCH' || found.personId === undefined) return WAITING;
    const person = await this.register.lock(tx, found.personId);
    if (person?.person.deceased !== undefined) return refused('DECEASED');
    return { said: { result: 'STORED' }, personId: found.personId };
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

const DELETED: Place = { said: { result: 'STORED' }, personId: null };
const WAITING: Place = { said: { result: 'WAITING' }, personId: null };

function refused(reason: NonNullable<Said['reason']>): Place {
  return { said: { result: 'REFUSED', reason }, personId: null };
}

/** A version that is not newer changes nothing. */
function whatStands({ state, reason }: ForeignConviction): Said {
  if (state === 'REFUSED' && reason !== null) return { result: 'REFUSED', reason };
  return { result: state === 'WAITING' ? 'WAITING' : 'STORED' };
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
