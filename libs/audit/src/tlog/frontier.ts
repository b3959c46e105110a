import { CrexError } from '#libs/protocol';
import { fromBase64, toBase64 } from './encoding.js';
import { readDecimal } from './decimal.js';
import { EMPTY_ROOT, HASH_BYTES, MAX_TREE_SIZE, nodeHash } from './tree.js';

/**
 * All that is needed of a tree to append to it and to know its root: the hashes of its whole subtrees, left (largest) to
 * right, one for each bit that is set in the size. At most 63 hashes.
 */
export interface Frontier {
  readonly size: bigint;
  readonly hashes: readonly Uint8Array[];
}

const HEADING = 'crex.org/frontier@v1';

/** The frontier of the tree without leaves. */
export const emptyFrontier: Frontier = { size: 0n, hashes: [] };

/**
 * The frontier after these leaf hashes were appended, in this order.
 *
 * @throws audit.malformed-frontier
 */
export function extendFrontier(frontier: Frontier, leafHashes: readonly Uint8Array[]): Frontier {
  checkFrontier(frontier);
  checkHashLengths(leafHashes);
  checkRoom(frontier.size, leafHashes.length);
  let { size } = frontier;
  const hashes = [...frontier.hashes];
  for (const leafHash of leafHashes) {
    // Two whole subtrees of one height become one; the ones at the end of the size in binary say how many are waiting.
    const waiting = hashes.splice(hashes.length - trailingOnes(size));
    hashes.push(waiting.reduceRight((right, left) => nodeHash(left, right), leafHash));
    size += 1n;
  }
  return { size, hashes };
}

/**
 * The root of the tree.
 *
 * @throws audit.malformed-frontier
 */
export function frontierRoot(frontier: Frontier): Uint8Array {
  checkFrontier(frontier);
  const [right, ...others] = frontier.hashes.toReversed();
  return others.reduce((root, left) => nodeHash(left, root), right ?? EMPTY_ROOT);
}

/**
 * The text of a state file: heading, size, one hash in a line.
 *
 * @throws audit.malformed-frontier
 */
export function encodeFrontier(frontier: Frontier): string {
  checkFrontier(frontier);
  return [HEADING, frontier.size, ...frontier.hashes.map(toBase64), ''].join('\n');
}

/**
 * Reads what {@link encodeFrontier} wrote.
 *
 * @throws audit.malformed-frontier
 */
export function parseFrontier(text: string): Frontier {
  const [heading, sizeLine = '', ...lines] = text.split('\n');
  checkHeading(heading);
  checkLastLine(lines.pop());
  const size = readDecimal(sizeLine);
  if (size === undefined) throw malformed('the second line is the size');
  const frontier = { size, hashes: lines.map(readHash) };
  checkFrontier(frontier);
  return frontier;
}

function trailingOnes(value: bigint): number {
  let count = 0;
  for (let rest = value; (rest & 1n) === 1n; rest >>= 1n) count++;
  return count;
}

function readHash(line: string): Uint8Array {
  const hash = fromBase64(line);
  if (hash === undefined) throw malformed('a hash is in base64');
  return hash;
}

function checkHeading(heading: string | undefined): void {
  if (heading !== HEADING) throw malformed(`the first line is ${HEADING}`);
}

function checkLastLine(line: string | undefined): void {
  if (line !== '') throw malformed('the last line ends');
}

function checkFrontier({ size, hashes }: Frontier): void {
  checkRoom(size, 0);
  checkHashLengths(hashes);
  checkHashCount(size, hashes.length);
}

function checkRoom(size: bigint, more: number): void {
  if (size < 0n || size + BigInt(more) > MAX_TREE_SIZE) throw malformed('the size is from 0 to 2^63 - 1');
}

function checkHashLengths(hashes: readonly Uint8Array[]): void {
  if (hashes.some((hash) => hash.length !== HASH_BYTES)) throw malformed(`each hash has ${HASH_BYTES} bytes`);
}

function checkHashCount(size: bigint, count: number): void {
  if (size.toString(2).replaceAll('0', '').length !== count)
    throw malformed('there is a hash for each set bit of the size');
}

function malformed(detail: string): CrexError {
  return new CrexError('audit.malformed-frontier', detail);
}
