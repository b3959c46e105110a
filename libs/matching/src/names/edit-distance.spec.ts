import fc from 'fast-check';
import { FAR, editDistance, jaroWinkler } from './edit-distance.js';

describe('editDistance', () => {
  it.each([
    ['PEREZ', 'PEREZ', 0],
    ['PEREZ', 'PERES', 1],
    ['PEREZ', 'PERZ', 1],
    ['PEREZ', 'PEERZ', 1],
    ['PEREZ', 'PREZE', 2],
    ['GARCIA', 'GRACAI', 2],
    ['', 'AB', 2],
    ['', 'ABC', FAR],
    ['PEREZ', 'LOPEZ', FAR],
    ['AB', 'BA', 1],
  ])('between %s and %s is %d', (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
  });

  it('is what a plain table gives, up to FAR, and the same in both directions', () => {
    const word = fc.stringMatching(/^[ABC]{0,7}$/);
    fc.assert(
      fc.property(word, word, (left, right) => {
        expect(editDistance(left, right)).toBe(Math.min(FAR, plainDistance(left, right)));
        expect(editDistance(right, left)).toBe(editDistance(left, right));
      }),
      { numRuns: 500 },
    );
  });
});

describe('jaroWinkler', () => {
  // Winkler (1990), table of examples.
  it.each([
    ['MARTHA', 'MARHTA', 0.961],
    ['DWAYNE', 'DUANE', 0.84],
    ['DIXON', 'DICKSONX', 0.813],
    ['ABC', 'ABC', 1],
    ['ABC', 'XYZ', 0],
    ['', 'A', 0],
  ])('of %s and %s is %d', (left, right, similarity) => {
    expect(jaroWinkler(left, right)).toBeCloseTo(similarity, 3);
  });
});

/** Optimal string alignment by its definition. */
function plainDistance(left: string, right: string): number {
  const at = (row: number, column: number): number => {
    if (row === 0 || column === 0) return row + column;
    const same = left[row - 1] === right[column - 1] ? 0 : 1;
    const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
    return Math.min(
      at(row - 1, column) + 1,
      at(row, column - 1) + 1,
      at(row - 1, column - 1) + same,
      swapped ? at(row - 2, column - 2) + 1 : Infinity,
    );
  };
  return at(left.length, right.length);
}
