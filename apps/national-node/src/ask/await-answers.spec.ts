import type { Database } from '#libs/platform';
import type { Official } from '../context.js';
import { AnswerBells } from './answer-bells.js';
import { AwaitAnswers } from './await-answers.js';
import type { QuestionStore } from './question.store.js';

const noDatabase: unknown = {};
const official: Official = { kind: 'official', id: 'AR-4711', role: 'clerk', authority: 'Registro' };

describe('waiting for answers', () => {
  let settled: boolean | undefined;
  let looks: number;
  let bells: AnswerBells;
  let gone: AbortController;
  beforeEach(() => {
    settled = false;
    looks = 0;
    bells = new AnswerBells();
    gone = new AbortController();
  });

  function isSettled(): Promise<boolean | undefined> {
    looks += 1;
    return Promise.resolve(settled);
  }
  async function run(waitMs: number): Promise<{ answer: boolean; ms: number }> {
    const start = performance.now();
    const verb = new AwaitAnswers(noDatabase as Database, { isSettled } as unknown as QuestionStore, bells);
    const answer = await verb.run(official, 'id', waitMs, gone.signal);
    return { answer, ms: performance.now() - start };
  }
  const after = (ms: number, what: () => void) => void setTimeout(what, ms);

  it('ends at once when there is nothing to wait for', async () => {
    settled = true;
    expect((await run(600_000)).answer).toBe(true);
    settled = undefined;
    expect((await run(600_000)).answer).toBe(false);
  });

  it('looks when the bell rings, though it has come to look seldom', async () => {
    after(1700, () => {
      settled = true;
      bells.ring('id');
    });
    const { answer, ms } = await run(5000);
    expect(answer).toBe(true);
    expect(ms).toBeLessThan(3000); // it would look again after 3.1 s
  });

  it('looks ever more seldom, and ends when the time is over', async () => {
    const { answer, ms } = await run(1500);
    expect(answer).toBe(false);
    expect(ms).toBeGreaterThan(1490);
    expect(looks).toBeLessThan(10);
  });

  it('does not look when the answer to somebody else arrives', async () => {
    const ringing = setInterval(() => bells.ring('another'), 1);
    await run(500);
    clearInterval(ringing);
    expect(looks).toBeLessThan(10);
  });

  it('wakes everybody who waits for the same request, once each', async () => {
    using one = bells.hang('id');
    using two = bells.hang('id');
    bells.ring('id');
    const never = 600_000;
    await one.bell.wait(never, gone.signal);
    await two.bell.wait(never, gone.signal);
    bells.ring('another');
    const start = performance.now();
    await one.bell.wait(50, gone.signal);
    expect(performance.now() - start).toBeGreaterThan(40);
  });

  it('ends when nobody listens any more', async () => {
    after(100, () => gone.abort());
    const { answer, ms } = await run(5000);
    expect(answer).toBe(false);
    expect(ms).toBeLessThan(4500);
  });
});
