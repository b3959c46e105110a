import { generateKeyPairSync, sign } from 'node:crypto';
import type { MemberId } from '#libs/protocol';
import { leafHashOf } from '../leaf.js';
import { formatCheckpoint } from './checkpoint.js';
import { cosignatureSigner } from './cosignature.js';
import type { Ed25519Signer } from './ed25519.js';
import { logSigner } from './log-signature.js';
import { encodeNote, readNote, signatureOf, signNote } from './note.js';
import { emptyRightEdge, growTiles, type RightEdge } from './right-edge.js';
import { frontierFromTiles, rootFromTiles, type TileReader } from './tile-tree.js';
import { formatVerifierKey } from './verifier-key.js';

/** A fresh Ed25519 key. */
export function ed25519Key(): Ed25519Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
    sign: (data) => Promise.resolve(sign(null, data, privateKey)),
  };
}

const logKey = ed25519Key();
const witnessKeys = new Map<MemberId, Ed25519Signer>();

function witnessKey(member: MemberId): Ed25519Signer {
  const key = witnessKeys.get(member) ?? ed25519Key();
  witnessKeys.set(member, key);
  return key;
}

const witnessName = (member: MemberId) => `witness.${member.toLowerCase()}.test/w1`;

/** How the directory lists the witness of a member. */
export function witnessOf(member: MemberId) {
  return { member, vkey: formatVerifierKey(witnessName(member), 'cosignature', witnessKey(member).publicKey) };
}

/** A log in memory. All have one key and one origin, so that two of them are two histories of one log. */
export class MemoryLog implements TileReader {
  static readonly origin = 'log.br.test/audit/1';
  static readonly vkey = formatVerifierKey(MemoryLog.origin, 'log', logKey.publicKey);
  readonly leafHashes: Uint8Array[] = [];
  readonly tiles = new Map<string, Uint8Array>();
  private edge: RightEdge = emptyRightEdge;

  static of(count: number, flavour?: string): MemoryLog {
    return new MemoryLog().append(count, flavour);
  }

  append(count: number, flavour = 'leaf'): this {
    const from = this.leafHashes.length;
    return this.appendHashes(
      Array.from({ length: count }, (_, at) => leafHashOf(Buffer.from(`${flavour} ${from + at}`))),
    );
  }

  appendHashes(hashes: readonly Uint8Array[]): this {
    const grown = growTiles(this.edge, hashes);
    this.edge = grown.edge;
    this.leafHashes.push(...hashes);
    for (const { level, index, hashes: bytes } of grown.tiles) this.tiles.set(`${level}/${index}`, bytes);
    return this;
  }

  tile(level: number, index: bigint, width: number): Promise<Uint8Array> {
    return Promise.resolve((this.tiles.get(`${level}/${index}`) ?? new Uint8Array()).slice(0, width * 32));
  }

  async claim(size = this.leafHashes.length) {
    return { size: BigInt(size), root: await rootFromTiles(this, BigInt(size)) };
  }

  frontier(size: number) {
    return frontierFromTiles(this, BigInt(size));
  }

  /** The checkpoint of a size, with a cosignature of each of these members at its time. */
  async checkpoint(size = this.leafHashes.length, cosigners: readonly (readonly [MemberId, number])[] = []) {
    const text = formatCheckpoint({ origin: MemoryLog.origin, ...(await this.claim(size)) });
    const note = readNote(await signNote(text, [logSigner(MemoryLog.origin, logKey)]));
    const lines = cosigners.map(([member, time]) =>
      signatureOf(text, cosignatureSigner(witnessName(member), witnessKey(member), time)),
    );
    return encodeNote({ text, signatures: [...note.signatures, ...(await Promise.all(lines))] });
  }
}
