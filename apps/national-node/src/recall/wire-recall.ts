import type { AuditLog } from '#libs/audit';
import type { Database, Doorbell } from '#libs/platform';
import type { Home } from '../context.js';
import type { InboxStore } from '../courier/inbox.store.js';
import type { KeptContent } from '../courier/kept-content.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { ReceiveAcknowledgement } from '../courier/receive-acknowledgement.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import { ForeignConvictions } from '../notify/foreign-conviction.store.js';
import { RecallStore } from './recall.store.js';
import { RecalledStore } from './recalled.store.js';
import { ReceiveRecall } from './receive-recall.js';
import { ResendRecalls } from './resend-recalls.js';
import { SendRecall } from './send-recall.js';

/** What the room of recalls stands on. */
export interface RecallFoundation {
  readonly database: Database;
  readonly inbox: InboxStore;
  readonly outbox: OutboxStore;
  readonly kept: KeptContent;
  readonly log: AuditLog;
  readonly alarm: RaiseAlarm;
  readonly courier: Doorbell;
  readonly home: Home;
}

/** The wiring list of this room. */
export function wireRecall({ database, inbox, outbox, kept, log, alarm, courier, home }: RecallFoundation) {
  const recalls = new RecallStore();
  const recalled = new RecalledStore(kept, new ForeignConvictions(log));
  const send = new SendRecall(recalls, outbox, log, home);
  return {
    recalled,
    resendRecalls: new ResendRecalls(database, recalls, send, alarm, home),
    receiveRecall: new ReceiveRecall(database, inbox, recalled, outbox, log, courier, home),
    receiveAcknowledgement: new ReceiveAcknowledgement(database, inbox, outbox, recalls, log, home),
  };
}
