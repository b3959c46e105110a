import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { isCrexError } from '#libs/protocol';
import { leafHashOf } from '../leaf.js';
import type { Ed25519Signer } from './ed25519.js';
import { emptyRightEdge, growTiles } from './right-edge.js';
import type { TileReader } from './tile-tree.js';

/** The tree as RFC 9162 §2.1 defines it, by recursion over lists: slow, and easy to compare with the text. */
export function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  const [first] = hashes;
  if (first === undefined) return createHash('sha256').digest();
  if (hashes.length === 1) return first;
  const middle = splitOf(hashes.length);
  return createHash('sha256')
    .update(Uint8Array.of(1))
    .update(rootOf(hashes.slice(0, middle)))
    .update(rootOf(hashes.slice(middle)))
    .digest();
}

/** PATH(m, D[n]) of RFC 9162 §2.1.3.1. */
export function pathOf(index: number, hashes: readonly Uint8Array[]): Uint8Array[] {
  if (hashes.length === 1) return [];
  const middle = splitOf(hashes.length);
  const [left, right] = [hashes.slice(0, middle), hashes.slice(middle)];
  return index < middle ? [...pathOf(index, left), rootOf(right)] : [...pathOf(index - middle, right), rootOf(left)];
}

/** SUBPROOF(m, D[n], true) of RFC 9162 §2.1.4.1. */
export function extensionOf(oldSize: number, hashes: readonly Uint8Array[], isWhole = true): Uint8Array[] {
  if (oldSize === hashes.length) return isWhole ? [] : [rootOf(hashes)];
  const middle = splitOf(hashes.length);
  const [left, right] = [hashes.slice(0, middle), hashes.slice(middle)];
  return oldSize <= middle
    ? [...extensionOf(oldSize, left, isWhole), rootOf(right)]
    : [...extensionOf(oldSize - middle, right, false), rootOf(left)];
}

/** The leaf hashes of the entries "0", "1", "2" ... */
export function numberedLeaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => leafHashOf(Buffer.from(String(at))));
}

/** Tiles as a sequencer stores them, one row each, grown in steps of `step` leaves; a shorter width is a slice. */
export function storedTree(hashes: readonly Uint8Array[], step = 97): TileReader {
  const rows = new Map<string, Uint8Array>();
  let edge = emptyRightEdge;
  for (let at = 0; at < hashes.length; at += step) {
    const grown = growTiles(edge, hashes.slice(at, at + step));
    edge = grown.edge;
    for (const { level, index, hashes: row } of grown.tiles) rows.set(`${level}/${index}`, row);
  }
  return {
    tile: (level, index, width) =>
      Promise.resolve((rows.get(`${level}/${index}`) ?? new Uint8Array()).subarray(0, width * 32)),
  };
}

/** A key that everybody can make again. */
export function testKey(label: string): Ed25519Signer {
  const seed = createHash('sha256').update(`CREX test key: ${label}`).digest();
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return {
    publicKey: createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32),
    sign: (data) => Promise.resolve(sign(null, data, key)),
  };
}

/** The code that a call is refused with; anything but a CrexError is the test's failure. */
export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isCrexError(error)) return error.code;
    throw error;
  }
  return 'nothing was refused';
}

/** As {@link codeOf}, for a promise. */
export async function codeOfAsync(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (isCrexError(error)) return error.code;
    throw error;
  }
  return 'nothing was refused';
}

function splitOf(count: number): number {
  let middle = 1;
  while (middle * 2 < count) middle *= 2;
  return middle;
}
