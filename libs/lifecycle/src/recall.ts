import type { Table } from './table.js';

const SENT = ['SENT', 'DELIVERED', 'UNACKNOWLEDGED'] as const;
const ENDS = ['ACKNOWLEDGED', 'UNKNOWN_THERE', 'REJECTED', 'UNDELIVERABLE'] as const;

export const RECALL_STATES = ['NEW', ...SENT, ...ENDS] as const;
export type RecallState = (typeof RECALL_STATES)[number];

/** ACKNOWLEDGE: a RECALLR with MARKED or ERASED. UNKNOWN: one that says the answer is not known there. LAPSE: no word for too long. */
export type RecallEvent = 'SEND' | 'TAKEN' | 'ACKNOWLEDGE' | 'UNKNOWN' | 'FEM' | 'UNDELIVERED' | 'LAPSE' | 'RESEND';
export type RecallEffect = 'SEND_RECALL' | 'CALL_OPERATOR';

/** The recall of one answer or notification at the country that had given it. */
export const recall: Table<RecallState, RecallEvent, RecallEffect> = {
  initial: 'NEW',
  states: RECALL_STATES,
  ends: ENDS,
  transitions: [
    { from: ['NEW'], on: 'SEND', to: 'SENT', effects: ['SEND_RECALL'] },
    { from: ['SENT'], on: 'TAKEN', to: 'DELIVERED' },
    { from: ['DELIVERED', 'UNACKNOWLEDGED', ...ENDS], on: 'TAKEN', to: 'SAME' },
    { from: SENT, on: 'ACKNOWLEDGE', to: 'ACKNOWLEDGED' },
    { from: ENDS, on: 'ACKNOWLEDGE', to: 'SAME' },
    { from: SENT, on: 'UNKNOWN', to: 'UNKNOWN_THERE', effects: ['CALL_OPERATOR'] },
    { from: ENDS, on: 'UNKNOWN', to: 'SAME' },
    { from: SENT, on: 'FEM', to: 'REJECTED', effects: ['CALL_OPERATOR'] },
    { from: ENDS, on: 'FEM', to: 'SAME' },
    { from: ['NEW', ...SENT], on: 'UNDELIVERED', to: 'UNDELIVERABLE', effects: ['CALL_OPERATOR'] },
    { from: ENDS, on: 'UNDELIVERED', to: 'SAME' },
    { from: ['SENT', 'DELIVERED'], on: 'LAPSE', to: 'UNACKNOWLEDGED', effects: ['CALL_OPERATOR'] },
    { from: ['UNDELIVERABLE', 'REJECTED', 'UNACKNOWLEDGED'], on: 'RESEND', to: 'SENT', effects: ['SEND_RECALL'] },
  ],
};
