import type { Table } from './table.js';

/** Not sent yet. */
const UNSENT = ['DRAFT', 'AWAITING_APPROVAL'] as const;
/** Sent, and without outcome. */
const WAITING = ['SUBMITTED', 'ROUTED', 'DELIVERED', 'IN_PROGRESS', 'DELAYED', 'AWAITING_INFO'] as const;
const OPEN = [...WAITING, 'CANCEL_PENDING'] as const;
const WITH_ANSWER = ['ANSWERED', 'CLOSED', 'RECALLED'] as const;
const UNANSWERED = ['REJECTED', 'UNDELIVERABLE', 'LAPSED', 'CANCELLED', 'TIMED_OUT'] as const;
const SETTLED = [...WITH_ANSWER, ...UNANSWERED] as const;

/** The states of a question as the country sees it that asks. */
export const ASKED_STATES = [...UNSENT, ...OPEN, ...SETTLED, 'DISCARDED'] as const;
export type AskedState = (typeof ASKED_STATES)[number];

/**
 * What happens to a question at the asker. STORED and TAKEN are receipts of the broker and of the node there; names in
 * capitals like REQ are messages; CANR_x is a CANR with that result.
 */
export type AskedEvent =
  | 'SUBMIT'
  | 'ASK_APPROVAL'
  | 'APPROVE'
  | 'RETURN'
  | 'DISCARD'
  | 'STORED'
  | 'TAKEN'
  /** The broker refused the REQ. */
  | 'REFUSED'
  /** Nobody took the REQ in time. */
  | 'UNDELIVERED'
  | 'RCPT'
  | 'RDL'
  | 'RAI'
  | 'INFORM'
  | 'RAR_UNDELIVERED'
  | 'RRS'
  | 'FEM'
  /** Taken back before it was sent. */
  | 'WITHDRAW'
  | 'CANCEL'
  | 'CANR_STOPPED'
  | 'CANR_ALREADY_ANSWERED'
  | 'CANR_UNKNOWN'
  /** The CAN did not arrive, or could not be worked with. */
  | 'CAN_FAILED'
  /** The same, while a RAI waits for its RAR. */
  | 'CAN_FAILED_IN_ROUND'
  /** The time to answer a RAI is over. */
  | 'LAPSE'
  /** The answerer has been silent for too long. */
  | 'TIME_OUT'
  | 'READ'
  | 'RECALL';

export type AskedEffect =
  | 'SEND_REQ'
  | 'WITHHOLD_REQ'
  | 'KEEP_DUE'
  | 'KEEP_ANNOUNCEMENT'
  | 'KEEP_ROUND'
  | 'SEND_RAR'
  | 'SEND_CAN'
  | 'SEND_TIMEOUT'
  /** The one outcome is set, by compare-and-set, with its log entry. */
  | 'SETTLE'
  /** The outcome stands already: the answer is kept beside it, and logged. */
  | 'KEEP_LATE'
  | 'MARK_RECALLED';

/** A question at the country that asks: every message that can cross another on its way has a rule in every state it can meet. */
export const askedQuestion: Table<AskedState, AskedEvent, AskedEffect> = {
  initial: 'DRAFT',
  states: ASKED_STATES,
  ends: ['DISCARDED', 'CLOSED', 'RECALLED', ...UNANSWERED],
  transitions: [
    { from: ['DRAFT'], on: 'SUBMIT', to: 'SUBMITTED', effects: ['SEND_REQ'] },
    { from: ['DRAFT'], on: 'ASK_APPROVAL', to: 'AWAITING_APPROVAL' },
    { from: ['AWAITING_APPROVAL'], on: 'APPROVE', to: 'SUBMITTED', effects: ['SEND_REQ'] },
    { from: ['AWAITING_APPROVAL'], on: 'RETURN', to: 'DRAFT' },
    { from: UNSENT, on: 'DISCARD', to: 'DISCARDED' },

    { from: ['SUBMITTED'], on: 'STORED', to: 'ROUTED' },
    { from: [...OPEN.filter((state) => state !== 'SUBMITTED'), ...SETTLED], on: 'STORED', to: 'SAME' },
    { from: ['SUBMITTED', 'ROUTED'], on: 'TAKEN', to: 'DELIVERED' },
    { from: ['DELIVERED', 'IN_PROGRESS', 'DELAYED', 'AWAITING_INFO', 'CANCEL_PENDING'], on: 'TAKEN', to: 'SAME' },
    { from: SETTLED, on: 'TAKEN', to: 'SAME' },
    { from: OPEN, on: 'REFUSED', to: 'REJECTED', effects: ['SETTLE'] },
    { from: SETTLED, on: 'REFUSED', to: 'SAME' },
    { from: OPEN, on: 'UNDELIVERED', to: 'UNDELIVERABLE', effects: ['SETTLE'] },
    { from: SETTLED, on: 'UNDELIVERED', to: 'SAME' },

    { from: ['SUBMITTED', 'ROUTED', 'DELIVERED'], on: 'RCPT', to: 'IN_PROGRESS', effects: ['KEEP_DUE'] },
    {
      from: ['IN_PROGRESS', 'DELAYED', 'AWAITING_INFO', 'CANCEL_PENDING'],
      on: 'RCPT',
      to: 'SAME',
      effects: ['KEEP_DUE'],
    },
    { from: SETTLED, on: 'RCPT', to: 'SAME' },
    {
      from: ['SUBMITTED', 'ROUTED', 'DELIVERED', 'IN_PROGRESS', 'DELAYED'],
      ...{ on: 'RDL', to: 'DELAYED', effects: ['KEEP_ANNOUNCEMENT'] },
    },
    { from: ['AWAITING_INFO', 'CANCEL_PENDING'], on: 'RDL', to: 'SAME', effects: ['KEEP_ANNOUNCEMENT'] },
    { from: SETTLED, on: 'RDL', to: 'SAME' },

    { from: WAITING, on: 'RAI', to: 'AWAITING_INFO', effects: ['KEEP_ROUND'] },
    { from: ['CANCEL_PENDING'], on: 'RAI', to: 'SAME', effects: ['KEEP_ROUND'] },
    { from: SETTLED, on: 'RAI', to: 'SAME' },
    { from: ['AWAITING_INFO'], on: 'INFORM', to: 'IN_PROGRESS', effects: ['SEND_RAR'] },
    { from: WAITING, on: 'RAR_UNDELIVERED', to: 'AWAITING_INFO' },
    { from: ['CANCEL_PENDING', ...SETTLED], on: 'RAR_UNDELIVERED', to: 'SAME' },
    { from: ['AWAITING_INFO'], on: 'LAPSE', to: 'LAPSED', effects: ['SETTLE'] },

    { from: OPEN, on: 'RRS', to: 'ANSWERED', effects: ['SETTLE'] },
    { from: SETTLED, on: 'RRS', to: 'SAME', effects: ['KEEP_LATE'] },
    { from: OPEN, on: 'FEM', to: 'REJECTED', effects: ['SETTLE'] },
    { from: SETTLED, on: 'FEM', to: 'SAME', effects: ['KEEP_LATE'] },
    {
      from: OPEN.filter((state) => state !== 'AWAITING_INFO'),
      ...{ on: 'TIME_OUT', to: 'TIMED_OUT', effects: ['SETTLE', 'SEND_TIMEOUT'] },
    },

    { from: ['SUBMITTED'], on: 'WITHDRAW', to: 'CANCELLED', effects: ['WITHHOLD_REQ', 'SETTLE'] },
    { from: WAITING, on: 'CANCEL', to: 'CANCEL_PENDING', effects: ['SEND_CAN'] },
    { from: OPEN, on: 'CANR_STOPPED', to: 'CANCELLED', effects: ['SETTLE'] },
    { from: SETTLED, on: 'CANR_STOPPED', to: 'SAME' },
    // the answer, or the fault, is under way
    { from: ['CANCEL_PENDING'], on: 'CANR_ALREADY_ANSWERED', to: 'IN_PROGRESS' },
    { from: [...WAITING, ...SETTLED], on: 'CANR_ALREADY_ANSWERED', to: 'SAME' },
    // the CAN has overtaken its question, which goes on
    { from: ['CANCEL_PENDING'], on: 'CANR_UNKNOWN', to: 'ROUTED' },
    { from: [...WAITING, ...SETTLED], on: 'CANR_UNKNOWN', to: 'SAME' },
    { from: ['CANCEL_PENDING'], on: 'CAN_FAILED', to: 'IN_PROGRESS' },
    { from: ['CANCEL_PENDING'], on: 'CAN_FAILED_IN_ROUND', to: 'AWAITING_INFO' },
    { from: [...WAITING, ...SETTLED], on: 'CAN_FAILED', to: 'SAME' },
    { from: [...WAITING, ...SETTLED], on: 'CAN_FAILED_IN_ROUND', to: 'SAME' },

    { from: ['ANSWERED'], on: 'READ', to: 'CLOSED' },
    { from: ['CLOSED', 'RECALLED', ...UNANSWERED], on: 'READ', to: 'SAME' },
    { from: WITH_ANSWER, on: 'RECALL', to: 'RECALLED', effects: ['MARK_RECALLED'] },
    // of an answer that came late
    { from: UNANSWERED, on: 'RECALL', to: 'SAME', effects: ['MARK_RECALLED'] },
  ],
};
