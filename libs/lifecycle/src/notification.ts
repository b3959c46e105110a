import type { Table } from './table.js';

const SENT = ['SENT', 'DELIVERED', 'WAITING', 'LAPSED'] as const;
const ENDS = ['STORED', 'REFUSED', 'REJECTED', 'UNDELIVERABLE'] as const;

export const NOTIFICATION_STATES = ['NEW', ...SENT, ...ENDS] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/** NRS_x is an NRS with that result. LAPSE: no word for too long. RESEND: an operator tries again. */
export type NotificationEvent =
  'SEND' | 'TAKEN' | 'NRS_STORED' | 'NRS_REFUSED' | 'NRS_WAITING' | 'FEM' | 'UNDELIVERED' | 'LAPSE' | 'RESEND';
export type NotificationEffect = 'SEND_NOT' | 'CALL_OPERATOR';

/** The notification of one version of a conviction at the convicting country. An answer that comes after LAPSED still counts. */
export const notification: Table<NotificationState, NotificationEvent, NotificationEffect> = {
  initial: 'NEW',
  states: NOTIFICATION_STATES,
  ends: [...ENDS, 'LAPSED'],
  transitions: [
    { from: ['NEW'], on: 'SEND', to: 'SENT', effects: ['SEND_NOT'] },
    { from: ['SENT'], on: 'TAKEN', to: 'DELIVERED' },
    { from: ['DELIVERED', 'WAITING', 'LAPSED', ...ENDS], on: 'TAKEN', to: 'SAME' },
    { from: SENT, on: 'NRS_STORED', to: 'STORED' },
    { from: SENT, on: 'NRS_REFUSED', to: 'REFUSED' },
    { from: ['SENT', 'DELIVERED'], on: 'NRS_WAITING', to: 'WAITING' },
    // it may come after the clerk's word that follows it
    { from: ['WAITING', 'LAPSED', ...ENDS], on: 'NRS_WAITING', to: 'SAME' },
    { from: ENDS, on: 'NRS_STORED', to: 'SAME' },
    { from: ENDS, on: 'NRS_REFUSED', to: 'SAME' },
    { from: SENT, on: 'FEM', to: 'REJECTED', effects: ['CALL_OPERATOR'] },
    { from: ENDS, on: 'FEM', to: 'SAME' },
    { from: ['NEW', ...SENT], on: 'UNDELIVERED', to: 'UNDELIVERABLE', effects: ['CALL_OPERATOR'] },
    { from: ENDS, on: 'UNDELIVERED', to: 'SAME' },
    { from: ['SENT', 'DELIVERED', 'WAITING'], on: 'LAPSE', to: 'LAPSED', effects: ['CALL_OPERATOR'] },
    { from: ['UNDELIVERABLE', 'REJECTED', 'LAPSED'], on: 'RESEND', to: 'SENT', effects: ['SEND_NOT'] },
  ],
};

const UNDECIDED = ['RECEIVED', 'HELD', 'WAITING'] as const;
export const RECEIVED_NOTIFICATION_STATES = [...UNDECIDED, 'STORED', 'REFUSED', 'SUPERSEDED'] as const;
export type ReceivedNotificationState = (typeof RECEIVED_NOTIFICATION_STATES)[number];

/** HOLD: an earlier version is missing. RELEASE: it has come. WAIT: a clerk looks. SUPERSEDE: a later version, or its deletion, counts. */
export type ReceivedNotificationEvent = 'HOLD' | 'RELEASE' | 'WAIT' | 'STORE' | 'REFUSE' | 'SUPERSEDE';
export type ReceivedNotificationEffect = 'SEND_NRS_STORED' | 'SEND_NRS_REFUSED' | 'SEND_NRS_WAITING';

/** The notification of one version of a conviction at the country of nationality. */
export const receivedNotification: Table<
  ReceivedNotificationState,
  ReceivedNotificationEvent,
  ReceivedNotificationEffect
> = {
  initial: 'RECEIVED',
  states: RECEIVED_NOTIFICATION_STATES,
  ends: ['STORED', 'REFUSED', 'SUPERSEDED'],
  transitions: [
    { from: ['RECEIVED'], on: 'HOLD', to: 'HELD' },
    { from: ['HELD'], on: 'RELEASE', to: 'RECEIVED' },
    { from: ['RECEIVED'], on: 'WAIT', to: 'WAITING', effects: ['SEND_NRS_WAITING'] },
    { from: ['RECEIVED', 'WAITING'], on: 'STORE', to: 'STORED', effects: ['SEND_NRS_STORED'] },
    { from: ['RECEIVED', 'WAITING'], on: 'REFUSE', to: 'REFUSED', effects: ['SEND_NRS_REFUSED'] },
    // a version that was overtaken is as good as stored: its country need not wait
    { from: UNDECIDED, on: 'SUPERSEDE', to: 'SUPERSEDED', effects: ['SEND_NRS_STORED'] },
    { from: ['STORED'], on: 'SUPERSEDE', to: 'SUPERSEDED' },
  ],
};
