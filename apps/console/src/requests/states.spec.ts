import { ASKED_STATES, askedQuestion } from '#libs/lifecycle';
import { isOpen, moodOf, stepsDone, type State } from './states.js';

const shown = ASKED_STATES.filter((state) => !['DRAFT', 'AWAITING_APPROVAL', 'DISCARDED'].includes(state)) as State[];

describe('how the states of a question are shown', () => {
  it.each(shown)('%s has a look and a place on the way', (state) => {
    expect(moodOf(state)).toBeDefined();
    expect(stepsDone(state)).toBeGreaterThan(0);
  });

  it('shows the last step for what has ended, and for nothing else', () => {
    const ended = shown.filter((state) => askedQuestion.ends.includes(state) || state === 'ANSWERED');
    expect(shown.filter((state) => stepsDone(state) === 4)).toEqual(ended);
    expect(shown.filter((state) => !isOpen(state))).toEqual(ended);
  });
});
