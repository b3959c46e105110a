import type { AnswerBody, Person } from '#libs/protocol';
import { noisyQuestions, personAt, type QuestionKind } from '#libs/synthetic';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { Asker } from './answerer-suite.jest.js';

const REGISTER = { country: 'BR', seed: '5', people: 400 } as const;
const persons: Person[] = Array.from({ length: REGISTER.people }, (_, index) => personAt(REGISTER, index));
/** Four of five questions are about nobody of the register, as in ECRIS in 2019; some of those have kin or namesakes there. */
const MIX: QuestionKind[] = [
  ...['absent', 'absent', 'present', 'absent', 'homonym', 'absent', 'absent', 'present', 'absent', 'sibling'],
] as QuestionKind[];
const COUNT = 100;

describe('a realistic mix of questions', () => {
  const suite = oneNode('BR', { members: ['AR', 'BR'], persons });
  const asker = new Asker(suite);

  it('is answered without a human in four cases of five, and nobody’s record is told of somebody else', async () => {
    const wrong: string[] = [];
    let answered = 0;
    for (const { subject, truth } of noisyQuestions({ ...REGISTER, count: COUNT, kinds: MIX })) {
      const made = await asker.ask({ subject });
      const { state, answered_by: by } = await asker.question(made);
      if (state === 'ANSWERED' && by === 'MACHINE') answered += 1;
      const { record } = ((await asker.last(made))?.body ?? {}) as AnswerBody;
      if (record === undefined) continue;
      const told = persons.find(({ convictions }) => convictions.some(({ id }) => id === record.convictions[0]?.id));
      if (told?.personId !== truth.personId) wrong.push(`${truth.kind} ${told?.personId ?? ''}`);
    }
    expect(wrong).toEqual([]);
    expect(answered / COUNT).toBeGreaterThanOrEqual(0.8);
  });
});
