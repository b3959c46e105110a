import fc from 'fast-check';
import { ASKED_STATES, RECEIVED_STATES, type AskedState, type ReceivedState } from './index.js';
import { QuestionWalk } from './question-walk.jest.js';

type End = ReceivedState | 'NOTHING';

/** What the answerer may hold when the asker has come to this end. TIMED_OUT says only that nothing was heard. */
const AGREEING: Partial<Record<AskedState, readonly End[]>> = {
  ANSWERED: ['ANSWERED', 'RECALLED'],
  CLOSED: ['ANSWERED', 'RECALLED'],
  RECALLED: ['RECALLED'],
  REJECTED: ['REJECTED'],
  UNDELIVERABLE: ['NOTHING'],
  CANCELLED: ['CANCELLED', 'LAPSED', 'NOTHING'],
  LAPSED: ['LAPSED'],
  TIMED_OUT: RECEIVED_STATES,
};

function walk(choices: readonly number[]): QuestionWalk {
  const walking = new QuestionWalk();
  for (const choice of choices) walking.act(choice);
  walking.finish();
  return walking;
}

const anyWay = fc.array(fc.nat(1000), { maxLength: 60 });

describe('asker and answerer of one question', () => {
  it('come to ends that agree, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(anyWay, (choices) => {
        const { asked, received } = walk(choices);
        expect(AGREEING[asked]).toContain(received ?? 'NOTHING');
      }),
      { numRuns: 5_000 },
    );
  });

  it('know one outcome, and keep every answer and fault that comes', () => {
    fc.assert(
      fc.property(anyWay, (choices) => {
        const { asked, outcomes, late, answersTaken } = walk(choices);
        expect(outcomes).toBe(1);
        expect(answersTaken).toBe((['ANSWERED', 'CLOSED', 'RECALLED', 'REJECTED'].includes(asked) ? 1 : 0) + late);
      }),
      { numRuns: 2_000 },
    );
  });

  it('come to every end that there is', () => {
    const ends = new Set<string>();
    const heard = new Set<string>();
    fc.assert(
      fc.property(anyWay, (choices) => {
        const { asked, received } = walk(choices);
        ends.add(asked);
        heard.add(received ?? 'NOTHING');
      }),
      { numRuns: 5_000, seed: 1 },
    );
    const unsent = ['DRAFT', 'AWAITING_APPROVAL', 'DISCARDED'];
    const passing = ['SUBMITTED', 'ROUTED', 'DELIVERED', 'IN_PROGRESS', 'DELAYED', 'AWAITING_INFO', 'CANCEL_PENDING'];
    expect([...ends].sort()).toEqual(ASKED_STATES.filter((state) => ![...unsent, ...passing].includes(state)).sort());
    expect([...heard].sort()).toEqual(['ANSWERED', 'CANCELLED', 'LAPSED', 'NOTHING', 'RECALLED', 'REJECTED']);
  });
});
