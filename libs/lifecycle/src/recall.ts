import type { Table } from './table.js';

export const RECALL_STATES = ['DUE', 'SENT', 'REJECTED', 'ACKNOWLEDGED'] as const;
export type RecallState = (typeof RECALL_STATES)[number];

/** RECALLR: whatever became of the copy there. UNDELIVERED: the newest message of it did not arrive. */
export type RecallEvent = 'SEND' | 'UNDELIVERED' | 'RECALLR' | 'FEM';

/**
 * The recall of one answer at the country that had given it. It is sent until it is acknowledged; its silence and its
 * REJECTED are an operator's alarm, no state.
 */
export const recall: Table<RecallState, RecallEvent, 'SEND_RECALL'> = {
  initial: 'DUE',
  states: RECALL_STATES,
  ends: ['REJECTED', 'ACKNOWLEDGED'],
  transitions: [
    { from: ['DUE'], on: 'SEND', to: 'SENT', effects: ['SEND_RECALL'] },
    { from: ['SENT'], on: 'UNDELIVERED', to: 'DUE' },
    { from: ['DUE', 'REJECTED', 'ACKNOWLEDGED'], on: 'UNDELIVERED', to: 'SAME' },
    // to any of its messages
    { from: ['DUE', 'SENT', 'REJECTED'], on: 'RECALLR', to: 'ACKNOWLEDGED' },
    { from: ['ACKNOWLEDGED'], on: 'RECALLR', to: 'SAME' },
    { from: ['SENT'], on: 'FEM', to: 'REJECTED' },
    // to one that was given up: another is due
    { from: ['DUE', 'REJECTED', 'ACKNOWLEDGED'], on: 'FEM', to: 'SAME' },
  ],
};
