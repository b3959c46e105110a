import type { AuditLog } from '#libs/audit';
import type { Database, Doorbell } from '#libs/platform';
import type { PolicySet } from '#libs/policy';
import type { Home } from '../context.js';
import type { InboxStore } from '../courier/inbox.store.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { ReceiveAcknowledgement } from '../courier/receive-acknowledgement.js';
import type { PromiseStore } from '../log/promise.store.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import type { FindPerson } from '../register/find-person.js';
import { PersonHistory } from '../register/person-history.store.js';
import { announceChange } from '../register/register-verbs.js';
import type { RegisterStore } from '../register/register.store.js';
import type { SearchStore } from '../register/search.store.js';
import type { Trust } from '../trust.js';
import { ForeignConvictions } from './foreign-conviction.store.js';
import { NotificationStore } from './notification.store.js';
import { ReceiveNotification } from './receive-notification.js';
import { SendNotifications } from './send-notifications.js';
import { DecideNotification, ViewNotifications } from './waiting-notifications.js';

/** What the room of notifications stands on. */
export interface NotifyFoundation {
  readonly database: Database;
  readonly inbox: InboxStore;
  readonly outbox: OutboxStore;
  readonly register: RegisterStore;
  readonly find: FindPerson;
  readonly search: SearchStore;
  readonly policy: PolicySet;
  readonly trust: Trust;
  readonly log: AuditLog;
  readonly promises: PromiseStore;
  readonly alarm: RaiseAlarm;
  readonly courier: Doorbell;
  readonly home: Home;
}

/** The wiring list of this room. */
export function wireNotify(base: NotifyFoundation) {
  const { database, inbox, outbox, register, find, search, policy, trust, log, promises, alarm, courier, home } = base;
  const notifications = new NotificationStore();
  const foreign = new ForeignConvictions(log);
  const announce = announceChange({ log, home });
  return {
    sendNotifications: new SendNotifications(
      ...([database, notifications, register, policy, trust, outbox, log, alarm, courier, home] as const),
    ),
    receiveResponse: new ReceiveAcknowledgement(database, inbox, outbox, notifications, log, home),
    receiveNotification: new ReceiveNotification(
      ...([database, inbox, foreign, find, register, announce, outbox, promises, log, courier, home] as const),
    ),
    viewNotifications: new ViewNotifications(database, foreign, find, search, log),
    decideNotification: new DecideNotification(database, foreign, new PersonHistory(), outbox, log, courier, home),
  };
}

/** As providers of the module. */
export function notifyProviders(verbs: ReturnType<typeof wireNotify>) {
  return [
    { provide: ViewNotifications, useValue: verbs.viewNotifications },
    { provide: DecideNotification, useValue: verbs.decideNotification },
  ];
}
