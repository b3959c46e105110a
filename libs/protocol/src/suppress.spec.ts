import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Counts } from './statistics.js';
import { partOf, suppress } from './suppress.js';

const total = (counts: Counts) => Object.values(counts).reduce((all, each) => all + each, 0);

describe('what may be shown of counts', () => {
  interface Vector {
    readonly name: string;
    readonly counts?: Counts;
    readonly shown?: Counts;
  }
  const { vectors } = JSON.parse(readFileSync('test/vectors/statistics.json', 'utf8')) as { vectors: Vector[] };
  it.each(vectors.flatMap(({ name, counts, shown }) => (counts === undefined ? [] : [[name, counts, shown] as const])))(
    'is as the vector says: %s',
    (_, counts, shown) => {
      expect(suppress(counts)).toEqual(shown);
    },
  );

  it('leaves no number under ten to be had by subtraction, of one cell or of all hidden ones together', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[A-Z]{1,4}$/), fc.integer({ min: 1, max: 60 })), (counted) => {
        const shown = suppress(counted);
        expect(Object.values(shown).every((count) => count >= 10)).toBe(true);
        const hidden = total(counted) - total(shown);
        expect(hidden === 0 || hidden >= 10 || Object.keys(shown).length === 0).toBe(true);
      }),
    );
  });

  it('leaves each hidden number open even to who knows the rule, the sum, and which words are above zero', () => {
    const number = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 45 }));
    fc.assert(
      fc.property(fc.array(number, { minLength: 2, maxLength: 4 }), (numbers) => {
        const counted = Object.fromEntries(numbers.map((each, index) => [`W${index}`, each]));
        fc.pre(total(counted) >= 10);
        expectOpen(counted);
      }),
      { numRuns: 300, examples: [[[9, 9, 10]], [[40, 40, 9]], [[9, 21, 21]], [[9, 9]], [[9, 9, 9]], [[5, 5, 10]]] },
    );
  });

  it('is a part only if the rest is not small either', () => {
    expect([partOf(100, 90), partOf(100, 91), partOf(100, 9), partOf(100, 100), partOf(9, 9)]).toEqual([
      ...[90, undefined, undefined, 100, undefined],
    ]);
  });
});

/** Every other table of the same words and sum that would be shown just so is as possible: no hidden number is the same in all. */
function expectOpen(counted: Counts): void {
  const shown = suppress(counted);
  const hidden = Object.keys(counted).filter((word) => !(word in shown));
  const fixed = new Set(hidden);
  for (const values of tablesOf(total(counted) - total(shown), hidden.length)) {
    const changed = hidden.filter((word, index) => fixed.has(word) && values[index] !== counted[word]);
    if (changed.length === 0) continue;
    const other = { ...counted, ...Object.fromEntries(hidden.map((word, index) => [word, values[index] ?? 0])) };
    if (isSame(suppress(other), shown)) for (const word of changed) fixed.delete(word);
    if (fixed.size === 0) return;
  }
  expect([...fixed]).toEqual([]);
}

/** All ways to part a sum into so many numbers above zero. */
function* tablesOf(sum: number, parts: number): Generator<number[]> {
  if (parts === 1) yield [sum];
  if (parts < 2) return;
  for (let first = 1; first <= sum - parts + 1; first += 1) {
    for (const rest of tablesOf(sum - first, parts - 1)) yield [first, ...rest];
  }
}

function isSame(left: Counts, right: Counts): boolean {
  const words = Object.keys(left);
  return words.length === Object.keys(right).length && words.every((word) => left[word] === right[word]);
}
