import fc from 'fast-check';
import { recall } from './index.js';
import { RecallWalk } from './recall-walk.jest.js';

const anyWay = fc.array(fc.nat(1_000), { maxLength: 40 });

function walk(choices: readonly number[]): RecallWalk {
  const walking = new RecallWalk();
  for (const choice of choices) walking.act(choice);
  walking.finish();
  return walking;
}

describe('the country that recalls an answer and the country that has it', () => {
  it('come to ends that agree, whatever is lost, doubled, overtaken or given up', () => {
    fc.assert(
      fc.property(anyWay, (choices) => {
        const { owed, asked, hasAnswer, knows, isMarked, wasRejected } = walk(choices);
        expect(recall.ends).toContain(owed);
        if (owed === 'ACKNOWLEDGED') expect(knows).toBe(true);
        else expect([wasRejected, knows]).toEqual([true, false]);
        expect(isMarked).toBe(knows && hasAnswer);
        if (asked === 'RECALLED') expect(isMarked).toBe(true);
        if (isMarked) expect(['RECALLED', 'TIMED_OUT']).toContain(asked);
      }),
      { numRuns: 5_000 },
    );
  });

  it('come to every end that there is', () => {
    const [owed, asked] = [new Set<string>(), new Set<string>()];
    fc.assert(
      fc.property(anyWay, (choices) => {
        const walked = walk(choices);
        owed.add(walked.owed);
        asked.add(walked.asked);
      }),
      { numRuns: 3_000, seed: 1 },
    );
    expect([...owed].sort()).toEqual([...recall.ends].sort());
    // without an answer, or with one whose recall nobody could work with
    expect([...asked].sort()).toEqual(['ANSWERED', 'CLOSED', 'IN_PROGRESS', 'RECALLED', 'TIMED_OUT']);
  });
});
