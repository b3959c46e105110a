import { isDeepStrictEqual } from 'node:util';
import { everydayQuestion } from './everyday.js';
import { samples, storyQuestions } from './questions.js';
import { knownOnlyIn } from './registers.js';

const registers = { seed: '1', persons: 500 };

describe('an ordinary day of the demo', () => {
  const day = Array.from({ length: 48 }, (_, n) => everydayQuestion(n, registers));

  it('lets every country ask every other, and nobody itself', () => {
    const pairs = new Set(day.map(({ asker, request }) => `${asker.country}-${request.to.join()}`));
    expect(pairs.size).toBe(12);
    for (const pair of pairs) expect(pair.slice(0, 2)).not.toBe(pair.slice(3));
  });

  it('has something for a clerk, on a legal basis that holds', () => {
    expect(day.some(({ isLeftToClerk }) => isLeftToClerk)).toBe(true);
    for (const { request } of day) expect(request.legalBasis).not.toBe('');
  });

  it('asks about nobody of whom the story or a sample asks', () => {
    const oneMore = knownOnlyIn('BR', registers).subject;
    const others = [
      ...storyQuestions(registers, oneMore).map(({ request }) => request.subject),
      ...Object.values(samples(registers)).map(({ body }) => body.subject),
    ];
    const asked = day.filter(({ request }) => others.some((other) => isDeepStrictEqual(other, request.subject)));
    expect(asked).toEqual([]);
  });
});
