/** How alike two folded words are; `close` is the same word written by another hand, `distant` might be. */
export type Likeness = 'exact' | 'close' | 'distant' | 'none';

const MIN_LENGTH_FOR_SLIPS = 4;

/** Compares two folded words of names. Symmetric. */
export function likenessOf(left: string, right: string): Likeness {
  if (left === right) return 'exact';
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length === 1) return long.startsWith(short) ? 'distant' : 'none';
  const most = long.length >= 7 ? 2 : 1;
  const distance = boundedDistance(short, long, most);
  if (distance === 1 && short.length >= MIN_LENGTH_FOR_SLIPS) return 'close';
  if (distance <= most) return 'distant';
  return short.length >= MIN_LENGTH_FOR_SLIPS && long.startsWith(short) ? 'distant' : 'none';
}

/** Edits from one word to the other, exchanged neighbours counting once (optimal string alignment); above `most`: Infinity. */
export function boundedDistance(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return Infinity;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1));
      const areExchanged =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (areExchanged) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    if (Math.min(...current) > most) return Infinity;
    beforeLast = last;
    last = current;
  }
  const distance = at(last, right.length);
  return distance > most ? Infinity : distance;
}

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity;
