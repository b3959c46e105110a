export { advance, isIllegal, move } from './table.js';
export type { Illegal, Step, Table, Transition } from './table.js';
export { ASKED_STATES, askedQuestion } from './asked-question.js';
export type { AskedEffect, AskedEvent, AskedState } from './asked-question.js';
export { RECEIVED_STATES, receivedQuestion } from './received-question.js';
export type { ReceivedEffect, ReceivedEvent, ReceivedState } from './received-question.js';
export { FOREIGN_CONVICTION_STATES, foreignConviction, NOTIFICATION_STATES, notification } from './notification.js';
export type {
  ForeignConvictionEffect,
  ForeignConvictionEvent,
  ForeignConvictionState,
  NotificationEvent,
  NotificationState,
} from './notification.js';
export { RECALL_STATES, recall } from './recall.js';
export type { RecallEvent, RecallState } from './recall.js';
