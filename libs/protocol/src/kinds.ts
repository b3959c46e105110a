import { controlSchemas } from './bodies/control.js';
import type { ComparisonBody, ReconciliationBody, TimeoutBody, VoidBody } from './bodies/control.js';
import { dialogueSchemas } from './bodies/dialogue.js';
import type {
  CancellationBody,
  CancelledBody,
  DelayBody,
  InformationBody,
  InformationRequestBody,
} from './bodies/dialogue.js';
import { querySchemas } from './bodies/query.js';
import type { HitsBody, QueryBody } from './bodies/query.js';
import { notificationSchemas } from './bodies/notification.js';
import type {
  NotificationBody,
  NotificationResponseBody,
  RecallBody,
  RecallResponseBody,
} from './bodies/notification.js';
import { questionSchemas } from './bodies/question.js';
import type { AcceptedBody, AnswerBody, FaultBody, RequestBody } from './bodies/question.js';
import { SIZE_CLASSES } from './seal.js';
import type { JsonSchema } from './shape.js';
import type { MessageClass } from './slip.js';

/** The closed list of version 1. The broker never sees a kind, only its class. */
export const KINDS = [
  ...(['REQ', 'RCPT', 'RRS', 'FEM'] as const),
  ...(['RAI', 'RAR', 'RDL', 'CAN', 'CANR'] as const),
  ...(['QUERY', 'HITS'] as const),
  ...(['NOT', 'NRS', 'RECALL', 'RECALLR'] as const),
  ...(['VOID', 'TIMEOUT', 'RECON', 'RECR'] as const),
] as const;
export type Kind = (typeof KINDS)[number];

export const CLASS_OF_KIND: Readonly<Record<Kind, MessageClass>> = {
  REQ: 'request',
  RCPT: 'reply',
  RRS: 'reply',
  FEM: 'reply',
  RAI: 'reply',
  RAR: 'reply',
  RDL: 'reply',
  CAN: 'request',
  CANR: 'reply',
  QUERY: 'request',
  HITS: 'reply',
  NOT: 'request',
  NRS: 'reply',
  RECALL: 'request',
  RECALLR: 'reply',
  VOID: 'control',
  TIMEOUT: 'control',
  RECON: 'control',
  RECR: 'control',
};

/** No answer of these kinds without the answerer's word that its entry is in the log. */
export const PROMISING_KINDS: readonly Kind[] = ['RRS', 'RAI', 'HITS'];

/**
 * Smallest size class of each message class (bytes). A reply is padded to at least 16 KiB, so that an ordinary record
 * and "nothing found" weigh the same on the wire.
 */
export const SMALLEST_SIZE_CLASS: Readonly<Record<MessageClass, number>> = {
  request: SIZE_CLASSES[0] as number,
  reply: SIZE_CLASSES[1] as number,
  control: SIZE_CLASSES[0] as number,
};

interface Bodies {
  REQ: RequestBody;
  RCPT: AcceptedBody;
  RRS: AnswerBody;
  FEM: FaultBody;
  RAI: InformationRequestBody;
  RAR: InformationBody;
  RDL: DelayBody;
  CAN: CancellationBody;
  CANR: CancelledBody;
  QUERY: QueryBody;
  HITS: HitsBody;
  NOT: NotificationBody;
  NRS: NotificationResponseBody;
  RECALL: RecallBody;
  RECALLR: RecallResponseBody;
  VOID: VoidBody;
  TIMEOUT: TimeoutBody;
  RECON: ReconciliationBody;
  RECR: ComparisonBody;
}
export type Body<K extends Kind = Kind> = Bodies[K];

/** The JSON Schema of each kind's body, published in docs/protocol/schemas/. */
export const bodySchemas: Readonly<Record<Kind, JsonSchema>> = {
  ...questionSchemas,
  ...dialogueSchemas,
  ...querySchemas,
  ...notificationSchemas,
  ...controlSchemas,
};
