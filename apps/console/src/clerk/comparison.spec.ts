import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from '../api/shapes.js';
import { comparedFields, fillOf, FIELDS, strengthOf } from './comparison.js';

const line = (field: string, asked: string, held: string, weight = 0) =>
  ({ field, asked, held, weight, level: 'agrees', reason: 'same' }) as const;
const candidate = (...explanation: ReturnType<typeof line>[]) =>
  ({ candidate: { explanation }, mayGo: 0, held: 0 }) as unknown as Candidate;

const { score } = JSON.parse(readFileSync(join(process.cwd(), 'apps/console/src/words/en.json'), 'utf8')) as {
  readonly score: Record<'field' | 'reason' | 'flag', Readonly<Record<string, string>>>;
};

/** The codes of a table of docs/search-api.md. */
function codesIn(heading: string): string[] {
  const page = readFileSync(join(process.cwd(), 'docs/search-api.md'), 'utf8');
  const [, after = ''] = page.split(`### \`${heading}\``);
  const [table = ''] = after.split('\n#');
  return [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code ?? '');
}

describe('a question held against the candidates', () => {
  it('has a line a field, in reading order, with a place for each candidate', () => {
    const found = comparedFields([
      candidate(line('Sex', '2', '2', 1), line('GivenName', 'ANA', 'ANA', 6)),
      candidate(line('GivenName', 'ANA', 'ANABEL', 1)),
    ]);
    expect(found.map(({ field, asked, held }) => [field, asked, held.map((each) => each?.held)])).toEqual([
      ['GivenName', 'ANA', ['ANA', 'ANABEL']],
      ['Sex', '2', ['2', undefined]],
    ]);
  });

  it('leaves out what neither side tells, and keeps what weighs without a text', () => {
    const found = comparedFields([candidate(line('FatherName', '', ''), line('Identity', '', '', -4))]);
    expect(found.map(({ field }) => field)).toEqual(['Identity']);
  });

  it.each([
    [24, 'strongly'],
    [8, 'strongly'],
    [7.9, 'for'],
    [0.9, 'neutral'],
    [0, 'neutral'],
    [-1, 'against'],
    [-5, 'stronglyAgainst'],
  ] as const)('calls a weight of %p %s', (weight, word) => {
    expect(strengthOf(weight)).toBe(word);
  });

  it('draws no bar longer than its place', () => {
    expect([0, 5, -5, 90].map(fillOf)).toEqual([0, 0.25, 0.25, 1]);
  });

  it('has words for every field, reason and flag of the search', () => {
    const { field, reason, flag } = score;
    expect(Object.keys(field).sort()).toEqual([...FIELDS].sort());
    expect(codesIn('reason').length).toBeGreaterThan(30);
    expect(Object.keys(reason).sort()).toEqual(codesIn('reason').sort());
    expect(Object.keys(flag).sort()).toEqual(codesIn('flags').sort());
  });
});
