/** Greatest distance that is told apart; anything further is `FAR`. */
export const FAR = 3;

/**
 * Least number of typing errors between two words: a letter more, less, or another, two neighbours swapped (optimal string
 * alignment). Three or more are not counted further.
 */
export function editDistance(left: string, right: string): number {
  if (left === right) return 0;
  if (Math.abs(left.length - right.length) >= FAR) return FAR;
  let start = 0;
  let leftEnd = left.length;
  let rightEnd = right.length;
  while (start < leftEnd && start < rightEnd && left.charCodeAt(start) === right.charCodeAt(start)) start += 1;
  while (leftEnd > start && rightEnd > start && left.charCodeAt(leftEnd - 1) === right.charCodeAt(rightEnd - 1)) {
    leftEnd -= 1;
    rightEnd -= 1;
  }
  return distanceOf(left.slice(start, leftEnd), right.slice(start, rightEnd));
}

function distanceOf(left: string, right: string): number {
  if (left.length === 0 || right.length === 0) return Math.min(FAR, Math.max(left.length, right.length));
  const width = right.length + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: width }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column < width; column += 1) {
      const isSame = left.charCodeAt(row - 1) === right.charCodeAt(column - 1);
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwap =
        row > 1 &&
        column > 1 &&
        left.charCodeAt(row - 1) === right.charCodeAt(column - 2) &&
        left.charCodeAt(row - 2) === right.charCodeAt(column - 1);
      if (isSwap) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least >= FAR) return FAR;
    beforeLast = last;
    last = current;
  }
  return Math.min(FAR, last[width - 1] ?? FAR);
}

/** Jaro-Winkler similarity, 0 to 1: how many letters two words share in about the same place; the first four count more. */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return 1;
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken = new Array<boolean>(right.length).fill(false);
  const leftMatches: string[] = [];
  for (let index = 0; index < left.length; index += 1) {
    const letter = left.charAt(index);
    for (let other = Math.max(0, index - reach); other < Math.min(right.length, index + reach + 1); other += 1) {
      if (taken[other] === true || right.charAt(other) !== letter) continue;
      taken[other] = true;
      leftMatches.push(letter);
      break;
    }
  }
  const matches = leftMatches.length;
  if (matches === 0) return 0;
  const rightMatches = Array.from(right).filter((_, index) => taken[index]);
  const transpositions = leftMatches.filter((letter, index) => letter !== rightMatches[index]).length / 2;
  const jaro = (matches / left.length + matches / right.length + (matches - transpositions) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < left.length && left.charAt(prefix) === right.charAt(prefix)) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}
