import fc from 'fast-check';
import { emptyFrontier, encodeFrontier, extendFrontier, frontierRoot, parseFrontier } from './frontier.js';
import { codeOf, numberedLeaves, rootOf } from './reference-tree.jest.js';
import { EMPTY_ROOT, MAX_TREE_SIZE } from './tree.js';

const leaves = numberedLeaves(600);
const MALFORMED = 'audit.malformed-frontier';
const frontierOf = (size: number) => extendFrontier(emptyFrontier, leaves.slice(0, size));

describe('a frontier', () => {
  it('has the root of the definition, in whatever steps it grew', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 130 }), { maxLength: 4 });
    fc.assert(
      fc.property(steps, (counts) => {
        let at = 0;
        let frontier = emptyFrontier;
        for (const count of counts) frontier = extendFrontier(frontier, leaves.slice(at, (at += count)));
        expect(frontier.size).toBe(BigInt(at));
        expect(Buffer.from(frontierRoot(frontier))).toEqual(Buffer.from(rootOf(leaves.slice(0, at))));
      }),
    );
  });

  it('holds the roots of the whole subtrees, the largest first', () => {
    const { hashes } = frontierOf(11);
    expect(hashes.map((hash) => Buffer.from(hash))).toEqual(
      [leaves.slice(0, 8), leaves.slice(8, 10), leaves.slice(10, 11)].map((part) => Buffer.from(rootOf(part))),
    );
  });

  it('of no leaves has the empty root', () => {
    expect(frontierRoot(emptyFrontier)).toEqual(EMPTY_ROOT);
  });

  it('survives its state file', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), (size) => {
        const frontier = frontierOf(size);
        const read = parseFrontier(encodeFrontier(frontier));
        expect(read.size).toBe(frontier.size);
        expect(frontierRoot(read)).toEqual(frontierRoot(frontier));
      }),
    );
  });

  const good = encodeFrontier(frontierOf(3));
  it.each([
    ['nothing', ''],
    ['another heading', good.replace('v1', 'v2')],
    ['no size', 'crex.org/frontier@v1\n'],
    ['a size with a leading zero', good.replace('\n3\n', '\n03\n')],
    ['a size of 2^63', good.replace('\n3\n', `\n${2n ** 63n}\n`)],
    ['a size of another number of hashes', good.replace('\n3\n', '\n4\n')],
    ['a hash too few', good.split('\n').toSpliced(2, 1).join('\n')],
    ['a hash in base64url', good.replace(/\n[^\n]{44}\n$/, `\n${'_'.repeat(43)}=\n`)],
    ['a hash of 31 bytes', good.replace(/\n[^\n]{44}\n$/, `\n${Buffer.alloc(31).toString('base64')}\n`)],
    ['no last newline', good.slice(0, -1)],
    ['a line more', `${good}\n`],
    ['carriage returns', good.replaceAll('\n', '\r\n')],
  ])('is not read from %s', (_, text) => {
    expect(codeOf(() => parseFrontier(text))).toBe(MALFORMED);
  });

  it('is refused with a code whatever the text is', () => {
    const cut = fc.tuple(fc.nat(good.length), fc.string()).map(([at, text]) => good.slice(0, at) + text);
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), cut),
        (text) => text === good || codeOf(() => parseFrontier(text)) === MALFORMED,
      ),
    );
  });

  it.each([
    ['a size below none', { size: -1n, hashes: [] }],
    ['a size above 2^63 - 1', { size: 2n ** 63n, hashes: [EMPTY_ROOT] }],
    ['fewer hashes than its size needs', { size: 3n, hashes: [EMPTY_ROOT] }],
    ['a hash of 31 bytes', { size: 1n, hashes: [EMPTY_ROOT.subarray(1)] }],
  ])('that has %s neither grows, has a root, nor is written', (_, frontier) => {
    expect(codeOf(() => extendFrontier(frontier, []))).toBe(MALFORMED);
    expect(codeOf(() => frontierRoot(frontier))).toBe(MALFORMED);
    expect(codeOf(() => encodeFrontier(frontier))).toBe(MALFORMED);
  });

  it('takes no leaf hash of another length, and none above 2^63 - 1 leaves', () => {
    expect(codeOf(() => extendFrontier(emptyFrontier, [EMPTY_ROOT.subarray(1)]))).toBe(MALFORMED);
    const full = { size: MAX_TREE_SIZE, hashes: Array<Uint8Array>(63).fill(EMPTY_ROOT) };
    expect(codeOf(() => extendFrontier(full, [EMPTY_ROOT]))).toBe(MALFORMED);
  });
});
