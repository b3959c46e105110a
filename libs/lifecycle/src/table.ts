import { CrexError } from '#libs/protocol';

/** One rule of a state machine: in each state of `from`, `on` leads to `to` (`SAME`: it stays) and has these effects. */
export interface Transition<S extends string, E extends string, F extends string> {
  readonly from: readonly S[];
  readonly on: E;
  readonly to: S | 'SAME';
  /** What whoever keeps the state does in the same transaction. */
  readonly effects?: readonly F[];
}

/** A state machine as data. Of a state and an event there is at most one rule; what no rule names is illegal. */
export interface Table<S extends string, E extends string, F extends string> {
  readonly initial: S;
  readonly states: readonly S[];
  /** States in which nothing is awaited any more. */
  readonly ends: readonly S[];
  readonly transitions: readonly Transition<S, E, F>[];
}

export interface Step<S extends string, F extends string> {
  readonly to: S;
  readonly effects: readonly F[];
}

/** The event cannot happen in this state: whoever caused it is refused, and nothing is changed. */
export interface Illegal {
  readonly code: 'lifecycle.illegal-transition';
}

/** Where an event leads from a state, and what has to be done then. */
export function advance<S extends string, E extends string, F extends string>(
  table: Table<S, E, F>,
  state: S,
  event: E,
): Step<S, F> | Illegal {
  const rule = table.transitions.find(({ from, on }) => on === event && from.includes(state));
  if (rule === undefined) return { code: 'lifecycle.illegal-transition' };
  return { to: rule.to === 'SAME' ? state : rule.to, effects: rule.effects ?? [] };
}

export function isIllegal(step: Step<string, string> | Illegal): step is Illegal {
  return 'code' in step;
}

/**
 * The same for an event that somebody else has caused: what the table does not allow is refused.
 *
 * @throws lifecycle.illegal-transition
 */
export function move<S extends string, E extends string, F extends string>(
  table: Table<S, E, F>,
  state: S,
  event: E,
): Step<S, F> {
  const step = advance(table, state, event);
  if (isIllegal(step)) throw new CrexError(step.code, `${event} cannot happen to what is ${state}`);
  return step;
}
