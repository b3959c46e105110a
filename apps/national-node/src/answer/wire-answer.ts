import type { Registry } from 'prom-client';
import type { AuditLog } from '#libs/audit';
import type { Database, Doorbell } from '#libs/platform';
import type { Home } from '../context.js';
import type { InboxStore } from '../courier/inbox.store.js';
import type { KeptContent } from '../courier/kept-content.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { SignedContents } from '../log/signed-contents.store.js';
import { AnnounceDelay } from './announce-delay.js';
import { AnswerRequest } from './answer-request.js';
import { AskForInformation } from './ask-for-information.js';
import { ConcludeQuestion, type WhenAmbiguous } from './conclude-question.js';
import type { IssueExtract } from '../extract/issue-extract.js';
import type { DecideAnswer } from './decide-answer.js';
import { QueueQuestion } from './queue-question.js';
import { ReadQuestion } from './read-question.js';
import { ReceiveCancellation } from './receive-cancellation.js';
import { ReceiveInformation } from './receive-information.js';
import { ReceivedQuestions } from './received-questions.store.js';
import type { RecordRecipients } from './record-recipients.store.js';
import { SendAnswer } from './send-answer.js';
import { WatchQuestions } from './watch-questions.js';

/** What the room of the answerer stands on. */
export interface AnswerFoundation {
  readonly database: Database;
  readonly log: AuditLog;
  readonly home: Home;
  readonly registry: Registry;
  readonly inbox: InboxStore;
  readonly outbox: OutboxStore;
  readonly kept: KeptContent;
  readonly decide: DecideAnswer;
  readonly recipients: RecordRecipients;
  readonly extracts: Pick<IssueExtract, 'certifies' | 'run'>;
  readonly courier: Doorbell;
  readonly config: { readonly ambiguous: WhenAmbiguous };
}

/** The wiring list of this room. */
export function wireAnswer(base: AnswerFoundation) {
  const { database, log, home, inbox, outbox, decide, courier, registry } = base;
  const received = new ReceivedQuestions();
  const queue = new QueueQuestion(received, log, outbox, home);
  const send = new SendAnswer(decide, log, outbox, base.recipients, received, base.extracts, queue, home);
  const ask = new AskForInformation(decide, log, outbox, received, home);
  const delay = new AnnounceDelay(received, log, outbox, home);
  const read = new ReadQuestion(new SignedContents('inbox', base.kept));
  const conclude = new ConcludeQuestion(decide, send, ask, queue, base.config.ambiguous);
  return {
    ...{ received, queue, send, ask, delay, read },
    answerRequest: new AnswerRequest(database, inbox, received, decide, conclude, queue, courier, home),
    receiveInformation: new ReceiveInformation(
      ...([database, inbox, received, read, decide, conclude, log, courier, home] as const),
    ),
    receiveCancellation: new ReceiveCancellation(database, inbox, received, log, outbox, courier, home),
    watchQuestions: new WatchQuestions(
      ...([database, received, read, decide, conclude, delay, log, courier, registry, home] as const),
    ),
  };
}
