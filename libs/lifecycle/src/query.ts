import type { Table } from './table.js';

const OPEN = ['SUBMITTED', 'ROUTED', 'DELIVERED'] as const;
const SAID = ['HIT', 'NO_HIT', 'MORE_INFORMATION', 'REFUSED'] as const;
const ENDS = [...SAID, 'REJECTED', 'UNDELIVERABLE', 'TIMED_OUT'] as const;

export const QUERY_STATES = [...OPEN, ...ENDS] as const;
export type QueryState = (typeof QUERY_STATES)[number];

/** SAID_x is a HITS with that result. BROKER_REFUSED: the QUERY never left the broker. */
export type QueryEvent =
  `SAID_${(typeof SAID)[number]}` | 'STORED' | 'TAKEN' | 'FEM' | 'BROKER_REFUSED' | 'UNDELIVERED' | 'TIME_OUT';
export type QueryEffect = 'SETTLE' | 'KEEP_LATE';

/** One country's part of a query, at the country that asks. */
export const query: Table<QueryState, QueryEvent, QueryEffect> = {
  initial: 'SUBMITTED',
  states: QUERY_STATES,
  ends: ENDS,
  transitions: [
    { from: ['SUBMITTED'], on: 'STORED', to: 'ROUTED' },
    { from: ['ROUTED', 'DELIVERED', ...ENDS], on: 'STORED', to: 'SAME' },
    { from: ['SUBMITTED', 'ROUTED'], on: 'TAKEN', to: 'DELIVERED' },
    { from: ['DELIVERED', ...ENDS], on: 'TAKEN', to: 'SAME' },
    ...SAID.flatMap((result) => [
      { from: OPEN, on: `SAID_${result}` as const, to: result, effects: ['SETTLE'] as const },
      { from: ENDS, on: `SAID_${result}` as const, to: 'SAME' as const, effects: ['KEEP_LATE'] as const },
    ]),
    { from: OPEN, on: 'FEM', to: 'REJECTED', effects: ['SETTLE'] },
    { from: ENDS, on: 'FEM', to: 'SAME', effects: ['KEEP_LATE'] },
    { from: OPEN, on: 'BROKER_REFUSED', to: 'REJECTED', effects: ['SETTLE'] },
    { from: ENDS, on: 'BROKER_REFUSED', to: 'SAME' },
    { from: OPEN, on: 'UNDELIVERED', to: 'UNDELIVERABLE', effects: ['SETTLE'] },
    { from: ENDS, on: 'UNDELIVERED', to: 'SAME' },
    { from: OPEN, on: 'TIME_OUT', to: 'TIMED_OUT', effects: ['SETTLE'] },
  ],
};
