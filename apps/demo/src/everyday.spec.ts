import { isDeepStrictEqual } from 'node:util';
import { everydayQuestion } from './everyday.js';
import { firstThings } from './first-things.js';
import { DEMO_COUNTRIES } from './officials.js';
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

  it('has something of each asking role in every country among the first', () => {
    const askers = new Set(day.slice(0, 24).map(({ asker: { country, role } }) => `${country} ${role}`));
    expect(askers.size).toBe(4 * DEMO_COUNTRIES.length);
  });

  it('begins with what waits for somebody: a draft, a colleague, a clerk, an auditor', () => {
    const first = firstThings(registers);
    for (const country of DEMO_COUNTRIES) {
      const own = first.filter(({ asker }) => asker.country === country);
      expect(own.map(({ does }) => does)).toEqual(expect.arrayContaining(['draft', 'leave', 'ask', 'query']));
    }
    const left = first.filter(({ does }) => does === 'leave').flatMap(({ request }) => request.to);
    expect(left.toSorted()).toEqual([...DEMO_COUNTRIES]);
    const threats = first
      .filter(({ request }) => request.purpose === 'C5')
      .map(({ asker }) => asker.username ?? asker.country);
    expect(threats).toEqual(['SR', 'SR', 'SR', 'ar-investigator-2', 'br-investigator-2', 'jm-investigator-2']);
    for (const { request } of first) expect(request.legalBasis).not.toBe('');
  });

  it('asks about nobody of whom the story or a sample asks', () => {
    const oneMore = knownOnlyIn('BR', registers).subject;
    const others = [
      ...storyQuestions(registers, oneMore).map(({ request }) => request.subject),
      ...Object.values(samples(registers)).map(({ body }) => body.subject),
    ];
    const asked = [...day, ...firstThings(registers)].filter(({ request }) =>
      others.some((other) => isDeepStrictEqual(other, request.subject)),
    );
    expect(asked).toEqual([]);
  });
});
