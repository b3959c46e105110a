import type { Table } from './table.js';

const AT_WORK = ['DELIVERED', 'IN_PROGRESS', 'DELAYED'] as const;
const ENDS = ['ANSWERED', 'REJECTED', 'LAPSED', 'CANCELLED', 'RECALLED'] as const;

/** The states of a question as the country sees it that answers. */
export const RECEIVED_STATES = [...AT_WORK, 'AWAITING_INFO', ...ENDS] as const;
export type ReceivedState = (typeof RECEIVED_STATES)[number];

/** What happens to a question at the answerer: what its clerks and clock do, and messages (RAR, CAN, TIMEOUT). */
export type ReceivedEvent =
  | 'TAKE'
  | 'ASK_INFORMATION'
  | 'RAR'
  /** The time to answer the RAI is over, and no RAR can be under way any more. */
  | 'LAPSE'
  | 'DELAY'
  | 'RESUME'
  | 'ANSWER'
  | 'REJECT'
  | 'CAN'
  | 'TIMEOUT'
  | 'RECALL';

export type ReceivedEffect =
  | 'SEND_RCPT'
  | 'SEND_RAI'
  | 'SEND_RDL'
  | 'SEND_RRS'
  | 'SEND_FEM'
  | 'SEND_CANR_STOPPED'
  | 'SEND_CANR_ALREADY_ANSWERED'
  | 'SEND_RECALL'
  | 'STOP_CLOCK'
  /** In full. */
  | 'RESTART_CLOCK'
  /** Whether it was answered in time is written down once. */
  | 'FREEZE_CLOCK'
  | 'DECIDE_ANEW';

/** A question at the country that answers. */
export const receivedQuestion: Table<ReceivedState, ReceivedEvent, ReceivedEffect> = {
  initial: 'DELIVERED',
  states: RECEIVED_STATES,
  ends: ENDS,
  transitions: [
    { from: ['DELIVERED'], on: 'TAKE', to: 'IN_PROGRESS', effects: ['SEND_RCPT'] },
    { from: AT_WORK, on: 'ASK_INFORMATION', to: 'AWAITING_INFO', effects: ['SEND_RAI', 'STOP_CLOCK'] },
    { from: ['AWAITING_INFO'], on: 'RAR', to: 'IN_PROGRESS', effects: ['RESTART_CLOCK', 'DECIDE_ANEW'] },
    { from: [...AT_WORK, ...ENDS], on: 'RAR', to: 'SAME' },
    { from: ['AWAITING_INFO'], on: 'LAPSE', to: 'LAPSED', effects: ['FREEZE_CLOCK'] },
    { from: AT_WORK, on: 'DELAY', to: 'DELAYED', effects: ['SEND_RDL'] },
    { from: ['DELAYED'], on: 'RESUME', to: 'IN_PROGRESS' },
    { from: AT_WORK, on: 'ANSWER', to: 'ANSWERED', effects: ['SEND_RRS', 'FREEZE_CLOCK'] },
    { from: AT_WORK, on: 'REJECT', to: 'REJECTED', effects: ['SEND_FEM', 'FREEZE_CLOCK'] },
    {
      from: [...AT_WORK, 'AWAITING_INFO'],
      ...{ on: 'CAN', to: 'CANCELLED', effects: ['SEND_CANR_STOPPED', 'FREEZE_CLOCK'] },
    },
    { from: ['CANCELLED', 'LAPSED'], on: 'CAN', to: 'SAME', effects: ['SEND_CANR_STOPPED'] },
    { from: ['ANSWERED', 'REJECTED', 'RECALLED'], on: 'CAN', to: 'SAME', effects: ['SEND_CANR_ALREADY_ANSWERED'] },
    // the asker no longer waits; what is answered all the same is kept there as late
    { from: RECEIVED_STATES, on: 'TIMEOUT', to: 'SAME' },
    { from: ['ANSWERED', 'RECALLED'], on: 'RECALL', to: 'RECALLED', effects: ['SEND_RECALL'] },
  ],
};
