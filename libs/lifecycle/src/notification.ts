import type { Table } from './table.js';

const ANSWERED = ['STORED', 'REFUSED'] as const;
/** Never to be sent any more, though an earlier try may be under way. */
const DROPPED = ['WITHHELD', 'SUPERSEDED'] as const;

export const NOTIFICATION_STATES = ['NEW', 'SENT', 'WAITING', 'REJECTED', ...ANSWERED, ...DROPPED] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/** NRS_x is an NRS with that result. UNDELIVERED: the newest message of it did not arrive. */
export type NotificationEvent =
  | 'SEND'
  /** The policy lets nothing of it go. */
  | 'WITHHOLD'
  /** What it tells is told by a later one, or was erased. */
  | 'SUPERSEDE'
  | 'UNDELIVERED'
  | 'NRS_STORED'
  | 'NRS_REFUSED'
  | 'NRS_WAITING'
  | 'FEM';

/**
 * The notification of one version of a conviction at the convicting country. Its silence and its REJECTED are an operator's
 * alarm, no state: an answer that comes after still counts.
 */
export const notification: Table<NotificationState, NotificationEvent, 'SEND_NOT'> = {
  initial: 'NEW',
  states: NOTIFICATION_STATES,
  ends: ['REJECTED', ...ANSWERED, ...DROPPED],
  transitions: [
    { from: ['NEW'], on: 'SEND', to: 'SENT', effects: ['SEND_NOT'] },
    { from: ['NEW'], on: 'WITHHOLD', to: 'WITHHELD' },
    // of one that waits for a clerk there, the clerk decides on the later one
    { from: ['NEW', 'WAITING'], on: 'SUPERSEDE', to: 'SUPERSEDED' },
    { from: ['SENT'], on: 'UNDELIVERED', to: 'NEW' },
    { from: ['NEW', 'WAITING', 'REJECTED', ...ANSWERED, ...DROPPED], on: 'UNDELIVERED', to: 'SAME' },
    // to any of its messages: one that was given up may have come after all, and then they hold it
    { from: ['NEW', 'SENT', 'WAITING', 'REJECTED', ...DROPPED], on: 'NRS_STORED', to: 'STORED' },
    { from: ANSWERED, on: 'NRS_STORED', to: 'SAME' },
    { from: ['NEW', 'SENT', 'WAITING', 'REJECTED', ...DROPPED], on: 'NRS_REFUSED', to: 'REFUSED' },
    { from: ANSWERED, on: 'NRS_REFUSED', to: 'SAME' },
    // it may come after the clerk's word that follows it
    { from: ['NEW', 'SENT', 'REJECTED'], on: 'NRS_WAITING', to: 'WAITING' },
    { from: ['WAITING', ...ANSWERED, ...DROPPED], on: 'NRS_WAITING', to: 'SAME' },
    { from: ['NEW', 'SENT'], on: 'FEM', to: 'REJECTED' },
    { from: ['WAITING', 'REJECTED', ...ANSWERED, ...DROPPED], on: 'FEM', to: 'SAME' },
  ],
};

const KNOWN = ['WAITING', 'STORED', 'REFUSED', 'DELETED', 'RECALLED'] as const;

export const FOREIGN_CONVICTION_STATES = ['UNKNOWN', ...KNOWN] as const;
export type ForeignConvictionState = (typeof FOREIGN_CONVICTION_STATES)[number];

/** What is said of a conviction in the newest version that has come, and what a clerk makes of it. */
export type ForeignConvictionEvent =
  /** A version before its time: an earlier one is under way. */
  | 'EARLY'
  /** One that is not newer than what stands. */
  | 'OLD'
  /** A newer one, of one certain person, of nobody here, of several who may be meant; or the deletion. */
  | 'STORE'
  | 'REFUSE'
  | 'WAIT'
  | 'DELETE'
  /** A clerk's word on the one that waits. */
  | 'PLACE'
  | 'TURN_AWAY'
  /** The person of whom it is has left the register. */
  | 'LEAVE'
  /** The country takes back the message that said the newest version. */
  | 'RECALL';
export type ForeignConvictionEffect = 'HOLD' | 'SEND_NRS_STORED' | 'SEND_NRS_REFUSED' | 'SEND_NRS_WAITING';

/** A conviction at the country of nationality, as of its newest version. */
export const foreignConviction: Table<ForeignConvictionState, ForeignConvictionEvent, ForeignConvictionEffect> = {
  initial: 'UNKNOWN',
  states: FOREIGN_CONVICTION_STATES,
  ends: ['STORED', 'REFUSED', 'DELETED', 'RECALLED'],
  transitions: [
    { from: FOREIGN_CONVICTION_STATES, on: 'EARLY', to: 'SAME', effects: ['HOLD'] },
    // as good as stored: its country need not wait
    { from: ['STORED', 'DELETED', 'RECALLED'], on: 'OLD', to: 'SAME', effects: ['SEND_NRS_STORED'] },
    { from: ['REFUSED'], on: 'OLD', to: 'SAME', effects: ['SEND_NRS_REFUSED'] },
    { from: ['WAITING'], on: 'OLD', to: 'SAME', effects: ['SEND_NRS_WAITING'] },
    { from: FOREIGN_CONVICTION_STATES, on: 'STORE', to: 'STORED', effects: ['SEND_NRS_STORED'] },
    { from: FOREIGN_CONVICTION_STATES, on: 'REFUSE', to: 'REFUSED', effects: ['SEND_NRS_REFUSED'] },
    { from: FOREIGN_CONVICTION_STATES, on: 'WAIT', to: 'WAITING', effects: ['SEND_NRS_WAITING'] },
    { from: FOREIGN_CONVICTION_STATES, on: 'DELETE', to: 'DELETED', effects: ['SEND_NRS_STORED'] },
    { from: ['WAITING'], on: 'PLACE', to: 'STORED', effects: ['SEND_NRS_STORED'] },
    { from: ['WAITING'], on: 'TURN_AWAY', to: 'REFUSED', effects: ['SEND_NRS_REFUSED'] },
    // its country is not told: the next version, or this one again, is REFUSED
    { from: ['STORED', 'RECALLED'], on: 'LEAVE', to: 'REFUSED' },
    { from: ['WAITING', 'REFUSED', 'DELETED'], on: 'LEAVE', to: 'SAME' },
    { from: ['WAITING', 'STORED'], on: 'RECALL', to: 'RECALLED' },
    { from: ['REFUSED', 'DELETED', 'RECALLED'], on: 'RECALL', to: 'SAME' },
  ],
};
