export { advance, isIllegal } from './table.js';
export type { Illegal, Step, Table, Transition } from './table.js';
export { ASKED_STATES, askedQuestion } from './asked-question.js';
export type { AskedEffect, AskedEvent, AskedState } from './asked-question.js';
export { RECEIVED_STATES, receivedQuestion } from './received-question.js';
export type { ReceivedEffect, ReceivedEvent, ReceivedState } from './received-question.js';
export {
  NOTIFICATION_STATES,
  notification,
  RECEIVED_NOTIFICATION_STATES,
  receivedNotification,
} from './notification.js';
export type {
  NotificationEffect,
  NotificationEvent,
  NotificationState,
  ReceivedNotificationEffect,
  ReceivedNotificationEvent,
  ReceivedNotificationState,
} from './notification.js';
export { RECALL_STATES, recall } from './recall.js';
export type { RecallEffect, RecallEvent, RecallState } from './recall.js';
export { QUERY_STATES, query } from './query.js';
export type { QueryEffect, QueryEvent, QueryState } from './query.js';
