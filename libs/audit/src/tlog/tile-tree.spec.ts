import { createHash } from 'node:crypto';
import { leafHashOf } from '../leaf.js';
import { consistencyProof, inclusionProof, rootFromTiles } from './tile-tree.js';
import { emptyRightEdge, growTiles } from './right-edge.js';
import { checkInclusion, checkConsistency } from './tree.js';

function mth(h: Uint8Array[]): Uint8Array {
  if (h.length === 0) return createHash('sha256').digest();
  if (h.length === 1) return h[0]!;
  let k = 1;
  while (k * 2 < h.length) k *= 2;
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(mth(h.slice(0, k)))
    .update(mth(h.slice(k)))
    .digest();
}
it('gives roots and proofs from tiles that agree with the definition', async () => {
  const leaves = Array.from({ length: 700 }, (_, i) => leafHashOf(Buffer.from(String(i))));
  const stored = new Map<string, Uint8Array>();
  let edge = emptyRightEdge;
  for (let n = 0; n < 700; n += 7) {
    const r = growTiles(edge, leaves.slice(n, n + 7));
    edge = r.edge;
    for (const t of r.tiles) stored.set(`${t.level}/${t.index}`, t.hashes);
  }
  const reader = {
    tile: (l: number, i: bigint, w: number) => Promise.resolve(stored.get(`${l}/${i}`)!.subarray(0, w * 32)),
  };
  for (const n of [0, 1, 2, 3, 5, 8, 100, 255, 256, 257, 300, 511, 512, 513, 700]) {
    const root = await rootFromTiles(reader, BigInt(n));
    expect(Buffer.from(root)).toEqual(mth(leaves.slice(0, n)));
    for (let i = 0; i < n; i += 13)
      checkInclusion({
        index: BigInt(i),
        size: BigInt(n),
        leafHash: leaves[i]!,
        root,
        proof: await inclusionProof(reader, BigInt(i), BigInt(n)),
      });
    for (let m = 0; m <= n; m += 11)
      checkConsistency({
        oldSize: BigInt(m),
        oldRoot: mth(leaves.slice(0, m)),
        size: BigInt(n),
        root,
        proof: await consistencyProof(reader, BigInt(m), BigInt(n)),
      });
  }
});
