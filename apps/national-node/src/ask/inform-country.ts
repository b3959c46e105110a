import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import {
  bodyDigest,
  bodySchemas,
  CrexError,
  DEFAULT_LIFE_SECONDS,
  faultsOf,
  freshNonce,
  type CountryCode,
  type InformationBody,
  type JsonSchema,
  type RequestBody,
} from '#libs/protocol';
import type { Home, Official } from '../context.js';
import type { Sender, Undelivered } from '../courier/end-undelivered.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { caseReferences, officialReference, subjectReferences } from '../log/references.js';
import type { MoveQuestion } from './move-question.js';
import { birthDateFaults } from './new-request.js';
import type { LockedQuestion, QuestionLife } from './question-life.store.js';
import { notFound } from './view-request.js';

/** With the information an answering country has its time again; so long it may be silent (seconds). */
const WAIT_AGAIN_SECONDS = 30 * 24 * 3600;

export type Information = Omit<InformationBody, 'salt'>;

const { salt: _, ...properties } = bodySchemas.RAR['properties'] as Record<string, JsonSchema>;
/** JSON Schema of what an official tells: the body of a RAR, without its salt. */
export const informationSchema: JsonSchema = { ...bodySchemas.RAR, properties, required: ['response'] };

/** @throws ask.invalid-input with a pointer to each element at fault, never a value */
export function readInformation(body: unknown, today: string): Information {
  const faults = faultsOf(informationSchema, body);
  const { subject } = faults.length > 0 ? ({} as Information) : (body as Information);
  const pointers = faults.length > 0 ? faults : birthDateFaults(subject?.birthDate, today);
  if (pointers.length > 0) {
    throw new CrexError('ask.invalid-input', 'the information does not have the form that it must have', {
      ...{ pointers, nextStep: 'correct the elements that the pointers name' },
    });
  }
  return body as Information;
}

/** An official tells what another country has asked back for (RAR), or that it cannot be had. */
export class InformCountry implements Sender {
  constructor(
    private readonly database: Database,
    private readonly life: QuestionLife,
    private readonly move: MoveQuestion,
    private readonly outbox: OutboxStore,
    private readonly log: AuditLog,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  /** @throws ask.not-found, ask.not-awaited */
  async run(official: Official, requestId: string, country: CountryCode, information: Information): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const question = await this.life.own(tx, requestId, official.id, country);
      if (question === undefined) throw notFound();
      checkAwaited(question, this.home.nowSeconds());
      const asked = await this.life.asked(tx, question);
      checkKept(asked);
      checkAllowed(await this.move.run(tx, question, 'INFORM'));
      await this.send(tx, official, question, asked, information);
    });
    this.courier.ring();
  }

  /** The RAR did not arrive: it can be told again while there is time. */
  async undelivered(tx: Transaction, { eventId }: Undelivered): Promise<void> {
    const question = await this.life.saidBy(tx, eventId);
    if (question === undefined) return;
    await this.life.reopenRound(tx, question.questionId);
    await this.move.run(tx, question, 'RAR_UNDELIVERED');
  }

  private async send(
    tx: Transaction,
    official: Official,
    { questionId, requestId, country, requestDigest, openRound }: Awaited,
    asked: RequestBody,
    information: Information,
  ): Promise<void> {
    const body: InformationBody = { salt: freshNonce((bytes) => randomFillSync(bytes)), ...information };
    const { purpose, legalBasis, caseReference, urgency } = asked;
    const { subject = asked.subject } = information;
    const eventId = randomUUID();
    const parties = { from: this.home.country, to: country } as const;
    const now = this.home.nowSeconds();
    await this.log.append(sqlOf(tx), [
      {
        eventId,
        entry: { type: 'ASK', ...parties, purpose, legalBasis, bodyDigest: bodyDigest(body), requestDigest },
        ...{ subject: { subject }, actor: { ...official } },
        detail: { caseReference, urgency, requestId, response: information.response },
        findBy: {
          subject: subjectReferences(subject),
          actor: [officialReference(official.id)],
          case: caseReferences(caseReference),
        },
      },
    ]);
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'ASK', recipient: country, kind: 'RAR', priority: urgency === 'ROUTINE' ? 0 : 1, body },
      ...{ inReplyTo: openRound.messageId, requestDigest: openRound.contentDigest },
      // the answerer waits so long after respondBy
      notAfter: now + DEFAULT_LIFE_SECONDS,
    });
    await this.life.closeRound(tx, questionId, eventId, now + WAIT_AGAIN_SECONDS);
  }
}

type Awaited = LockedQuestion & {
  readonly openRound: NonNullable<LockedQuestion['openRound']>;
  readonly requestDigest: string;
};

function notAwaited(): CrexError {
  return new CrexError('ask.not-awaited', 'this country waits for no information about this question', {
    nextStep: 'see where the question stands, and until when information is awaited',
  });
}

/** After `respondBy` the other country may have ended the question. */
function checkAwaited(question: LockedQuestion, now: number): asserts question is Awaited {
  const { openRound, requestDigest } = question;
  if (openRound === null || requestDigest === null || now > openRound.respondBy) throw notAwaited();
}

/** By what right it is asked stands in the question alone. */
function checkKept(asked: RequestBody | undefined): asserts asked is RequestBody {
  if (asked === undefined) throw notAwaited();
}

function checkAllowed(effects: readonly string[] | undefined): void {
  if (effects === undefined) throw notAwaited();
}
