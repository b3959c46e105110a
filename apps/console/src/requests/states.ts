import type { QueryView, QuestionView } from '../api/shapes.js';

export type State = QuestionView['state'];
type Outcome = NonNullable<QuestionView['outcome'] | QueryView['countries'][number]['result']>;

/** How a state looks: nothing to do, under way, something for you, good, or over without an answer. */
export type Mood = 'waiting' | 'moving' | 'attention' | 'done' | 'over';

const MOODS = {
  ...{ SUBMITTED: 'waiting', ROUTED: 'waiting', DELIVERED: 'moving', IN_PROGRESS: 'moving', DELAYED: 'attention' },
  ...{ AWAITING_INFO: 'attention', CANCEL_PENDING: 'moving', ANSWERED: 'done', CLOSED: 'done', RECALLED: 'attention' },
  ...{ REJECTED: 'over', UNDELIVERABLE: 'over', LAPSED: 'over', CANCELLED: 'over', TIMED_OUT: 'over' },
} as const satisfies Record<State, Mood>;

export const moodOf = (state: State): Mood => MOODS[state];

/** The colour that goes with a mood; the words say the same, colour alone says nothing. */
export const COLOURS = {
  waiting: 'gray',
  moving: 'ink',
  attention: 'orange',
  done: 'sea',
  over: 'gray',
} as const satisfies Record<Mood, string>;

/** The way of a question as somebody sees it: how many of the four steps are done, 4 being the answer. */
export function stepsDone(state: State): 1 | 2 | 3 | 4 {
  if (state === 'SUBMITTED') return 1;
  if (state === 'ROUTED' || state === 'DELIVERED') return 2;
  return isOpen(state) ? 3 : 4;
}

/** Whether something will still happen by itself. */
export function isOpen(state: State): boolean {
  return !['done', 'over'].includes(moodOf(state)) && state !== 'RECALLED';
}

/** Whether it can still be taken back. */
export const isCancellable = (state: State): boolean => isOpen(state) && state !== 'CANCEL_PENDING';

/** What an outcome means to whoever reads it first. */
export function weightOf(outcome: Outcome): 'found' | 'part' | 'none' | 'unsure' | 'no' {
  if (outcome === 'PARTIAL') return 'part';
  if (outcome === 'RECORDS' || outcome === 'HIT') return 'found';
  if (outcome === 'NO_RECORD' || outcome === 'NO_HIT') return 'none';
  if (['NOT_IDENTIFIED', 'MULTIPLE_CANDIDATES', 'MORE_INFORMATION', 'BIOMETRIC_MISMATCH'].includes(outcome))
    return 'unsure';
  return 'no';
}
