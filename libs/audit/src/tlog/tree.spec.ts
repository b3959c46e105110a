import fc from 'fast-check';
import { codeOf, extensionOf, numberedLeaves, pathOf, rootOf } from './reference-tree.jest.js';
import { beginningRoot, checkConsistency, checkInclusion, EMPTY_ROOT, nodeHash } from './tree.js';

const leaves = numberedLeaves(300);
const INVALID = 'audit.proof-invalid';
const VALID = 'nothing was refused';

/** Whether a node goes left or right at each step: proofs of trees with the same steps look the same. */
function stepsOf(index: number, size: number): string {
  if (size <= 1) return '';
  let middle = 1;
  while (middle * 2 < size) middle *= 2;
  return index < middle ? `${stepsOf(index, middle)}L` : `${stepsOf(index - middle, size - middle)}R`;
}

function eachBitFlipped(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length * 8 }, (_, bit) =>
    bytes.with(bit >> 3, bytes[bit >> 3]! ^ (1 << (bit & 7))),
  );
}

function eachHashChanged(proof: readonly Uint8Array[]): Uint8Array[][] {
  const changed = proof.flatMap((hash, at) => [
    ...eachBitFlipped(hash).map((flipped) => proof.with(at, flipped)),
    proof.toSpliced(at, 1),
    proof.toSpliced(at, 0, hash),
    proof.with(at, hash.subarray(1)),
  ]);
  return [...changed, [...proof, EMPTY_ROOT], [EMPTY_ROOT, ...proof]];
}

const place = fc
  .integer({ min: 1, max: 300 })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.integer({ min: 0, max: size - 1 }) }));
const step = fc
  .integer({ min: 1, max: 300 })
  .chain((size) => fc.record({ size: fc.constant(size), oldSize: fc.integer({ min: 1, max: size }) }));

describe('a node', () => {
  it('hashes left before right', () => {
    const [left, right] = [leaves[0]!, leaves[1]!];
    expect(Buffer.from(nodeHash(left, right))).toEqual(rootOf([left, right]));
    expect(nodeHash(left, right)).not.toEqual(nodeHash(right, left));
  });
});

describe('an inclusion proof', () => {
  const claimOf = ({ index, size }: { index: number; size: number }) => {
    const tree = leaves.slice(0, size);
    const hashes = { leafHash: tree[index]!, proof: pathOf(index, tree), root: rootOf(tree) };
    return { index: BigInt(index), size: BigInt(size), ...hashes };
  };

  it('as the definition makes it holds', () => {
    fc.assert(fc.property(place, (at) => codeOf(() => checkInclusion(claimOf(at))) === VALID));
  });

  it('fails with any bit of leaf, root or proof flipped, a hash left out, doubled, cut or added', () => {
    const check = (claim: ReturnType<typeof claimOf>) => codeOf(() => checkInclusion(claim));
    fc.assert(
      fc.property(place, (at) => {
        const claim = claimOf(at);
        const codes = [
          ...eachBitFlipped(claim.leafHash).map((leafHash) => check({ ...claim, leafHash })),
          ...eachBitFlipped(claim.root).map((root) => check({ ...claim, root })),
          ...eachHashChanged(claim.proof).map((proof) => check({ ...claim, proof })),
        ];
        expect(new Set(codes)).toEqual(new Set([INVALID]));
      }),
      { numRuns: 10 },
    );
  });

  it('fails at every other index, and at every other size whose tree has another shape there', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: -2, max: 602 }), (at, other) => {
        const claim = claimOf(at);
        const moved = codeOf(() => checkInclusion({ ...claim, index: BigInt(other) }));
        expect(moved).toBe(other === at.index ? VALID : INVALID);
        const isOfOneShape = other > at.index && stepsOf(at.index, other) === stepsOf(at.index, at.size);
        const grown = codeOf(() => checkInclusion({ ...claim, size: BigInt(other) }));
        expect(grown).toBe(isOfOneShape ? VALID : INVALID); // only the checkpoint's signature binds the size
      }),
      { numRuns: 500 },
    );
  });

  it('of the largest trees is computed with all 63 bits', () => {
    const size = 2n ** 63n - 1n;
    const proof = Array.from({ length: 63 }, (_, at) => leaves[at]!);
    // Index 0 is always on the left, so the root is the fold of the proof; in 32 bits size and index would be others.
    const root = proof.reduce((hash, sibling) => nodeHash(hash, sibling), leaves[99]!);
    const claim = { index: 0n, size, leafHash: leaves[99]!, proof, root };
    expect(codeOf(() => checkInclusion(claim))).toBe(VALID);
    expect(codeOf(() => checkInclusion({ ...claim, index: 2n ** 62n }))).toBe(INVALID);
    expect(codeOf(() => checkInclusion({ ...claim, size: 2n ** 31n }))).toBe(INVALID);
  });
});

describe('a consistency proof', () => {
  const claimOf = ({ oldSize, size }: { oldSize: number; size: number }) => {
    const tree = leaves.slice(0, size);
    const roots = { oldRoot: rootOf(tree.slice(0, oldSize)), root: rootOf(tree) };
    return { oldSize: BigInt(oldSize), size: BigInt(size), ...roots, proof: extensionOf(oldSize, tree) };
  };
  const check = (claim: ReturnType<typeof claimOf>) => codeOf(() => checkConsistency(claim));

  it('as the definition makes it holds', () => {
    fc.assert(fc.property(step, (sizes) => check(claimOf(sizes)) === VALID));
  });

  it('fails with any bit of a root or of the proof flipped, a hash left out, doubled, cut or added', () => {
    fc.assert(
      fc.property(step, (sizes) => {
        const claim = claimOf(sizes);
        const codes = [
          ...eachBitFlipped(claim.oldRoot).map((oldRoot) => check({ ...claim, oldRoot })),
          ...eachBitFlipped(claim.root).map((root) => check({ ...claim, root })),
          ...eachHashChanged(claim.proof).map((proof) => check({ ...claim, proof })),
        ];
        expect(new Set(codes)).toEqual(new Set([INVALID]));
      }),
      { numRuns: 10 },
    );
  });

  it('holds between no two histories: of one changed leaf in the older tree no proof is an extension', () => {
    fc.assert(
      fc.property(step, fc.nat(), ({ oldSize, size }, changed) => {
        const forged = leaves.slice(0, size).with(changed % oldSize, EMPTY_ROOT);
        const claim = claimOf({ oldSize, size });
        expect(check({ ...claim, root: rootOf(forged), proof: extensionOf(oldSize, forged) })).toBe(INVALID);
      }),
    );
  });

  it('fails when the sizes are exchanged or below none', () => {
    const claim = claimOf({ oldSize: 5, size: 9 });
    expect(check({ ...claim, oldSize: 9n, size: 5n })).toBe(INVALID);
    expect(check({ ...claim, oldSize: -5n })).toBe(INVALID);
    expect(check({ ...claim, oldSize: -9n, size: -5n })).toBe(INVALID);
  });

  it('fails between equal trees that are none: of a size below none, or with roots that are no hashes', () => {
    const [short, nothing] = [EMPTY_ROOT.subarray(1), { proof: [] as Buffer[] }];
    const claim = claimOf({ oldSize: 5, size: 5 });
    expect(check({ ...claim, ...nothing, oldRoot: short, root: short })).toBe(INVALID);
    expect(check({ ...claim, ...nothing, oldSize: -5n, size: -5n })).toBe(INVALID);
    const empty = { oldRoot: EMPTY_ROOT as Buffer, root: EMPTY_ROOT as Buffer };
    expect(check({ ...empty, ...nothing, oldSize: 0n, size: -1n })).toBe(INVALID);
  });
});

describe('the root of a beginning', () => {
  const root = rootOf(leaves.slice(0, 2));
  const [first, second] = [leaves[0]!, leaves[1]!];

  it('is the one that the older tree has', () => {
    expect(beginningRoot({ oldSize: 1n, size: 2n, root, proof: [first, second] })).toEqual(first);
  });

  it('is not computed from hashes of other lengths that are hashed together to the same bytes', () => {
    const moved = [Buffer.concat([first, second.subarray(0, 16)]), second.subarray(16)];
    expect(codeOf(() => beginningRoot({ oldSize: 1n, size: 2n, root, proof: moved }))).toBe(INVALID);
  });

  it('is not that of the whole tree, nor of none', () => {
    expect(codeOf(() => beginningRoot({ oldSize: 2n, size: 2n, root, proof: [root] }))).toBe(INVALID);
    expect(codeOf(() => beginningRoot({ oldSize: 0n, size: 2n, root, proof: [root] }))).toBe(INVALID);
  });

  it('says of a proof that goes on above the root that it is too long', () => {
    const proof = [first, second, EMPTY_ROOT];
    expect(() => beginningRoot({ oldSize: 1n, size: 2n, root, proof })).toThrow('the proof is too long');
  });
});
