import { generateKeyPairSync, sign } from 'node:crypto';
import {
  formatCheckpoint,
  logSigner,
  readCheckpointBody,
  readNote,
  rootFromTiles,
  signNote,
  tilePath,
} from '../index.js';
import { publishTree, type LogShelf } from './publish-tree.js';
import { createTreeDatabase, origin, type TreeDatabase } from './tree-database.jest.js';
import { treeHead } from './tree-store.js';

let database: TreeDatabase;
const { privateKey } = generateKeyPairSync('ed25519');
const signer = logSigner(origin, {
  publicKey: new Uint8Array(32),
  sign: (data) => Promise.resolve(sign(null, data, privateKey)),
});

beforeEach(async () => {
  database = await createTreeDatabase();
});
afterEach(() => database.close());

/** So many leaves more, integrated and signed, the size as the newest checkpoint. */
async function grow(count: number): Promise<bigint> {
  for (let left = count; left > 0; left -= 1000) await database.append(Math.min(left, 1000));
  while (((await database.integrate())?.added ?? 0) > 0);
  const head = await treeHead(database.sql, 1);
  if (head === undefined) throw new Error('the epoch is open');
  const note = await signNote(formatCheckpoint({ origin, ...head }), [signer]);
  await database.signer.query(
    'INSERT INTO tlog_checkpoint (epoch, size, root, note, signed_at) VALUES (1, $1, $2, $3, now())',
    [head.size.toString(), head.root, note],
  );
  return head.size;
}

/** A shelf in memory, and in which order things came. */
class MemoryShelf implements LogShelf {
  readonly tiles = new Map<string, Uint8Array>();
  readonly order: string[] = [];
  note = '';

  putTile: LogShelf['putTile'] = ({ level, index, width }, hashes) => {
    expect(hashes).toHaveLength(width * 32);
    this.tiles.set(`${level}/${index}`, hashes);
    this.order.push(tilePath(level, index, width));
    return Promise.resolve();
  };
  putCheckpoint: LogShelf['putCheckpoint'] = (note) => {
    this.note = note;
    this.order.push('checkpoint');
    return Promise.resolve();
  };

  /** Whether what is here now is the tree of the checkpoint that is here. */
  async isWhole(): Promise<boolean> {
    const { size, root } = readCheckpointBody(readNote(this.note).text);
    const tile = (level: number, index: bigint, width: number) =>
      Promise.resolve((this.tiles.get(`${level}/${index}`) ?? new Uint8Array()).slice(0, width * 32));
    return Buffer.from(await rootFromTiles({ tile }, size)).equals(root);
  }
}

describe('what is published of a tree', () => {
  it('is what was signed: tiles from left to right, level by level, then the checkpoint', async () => {
    const shelf = new MemoryShelf();
    const first = await grow(299);
    await database.append(5);
    await database.integrate(); // not signed yet
    expect(await publishTree(database.sql, 1, 0n, shelf)).toBe(first);
    expect(shelf.order).toEqual(['tile/0/000', 'tile/0/001.p/44', 'tile/1/000.p/1', 'checkpoint']);
    expect(await shelf.isWhole()).toBe(true);
  });

  it('is afterwards only what is new', async () => {
    const shelf = new MemoryShelf();
    const first = await publishTree(database.sql, 1, 0n, shelf).then(() => grow(299));
    await publishTree(database.sql, 1, 0n, shelf);
    const second = await grow(300);
    shelf.order.length = 0;
    expect(await publishTree(database.sql, 1, first, shelf)).toBe(second);
    expect(shelf.order).toEqual(['tile/0/001', 'tile/0/002.p/88', 'tile/1/000.p/2', 'checkpoint']);
    expect(await shelf.isWhole()).toBe(true);
    shelf.order.length = 0;
    expect(await publishTree(database.sql, 1, second, shelf)).toBe(second);
    expect(shelf.order).toEqual([]);
  });

  it('ends with a checkpoint within reach, so that a broken upload has made progress', async () => {
    const shelf = new MemoryShelf();
    const near = await grow(2);
    const note = shelf.note;
    // as a checkpoint of a tree that is far larger would be
    await database.signer.query(
      `INSERT INTO tlog_checkpoint (epoch, size, root, note, signed_at) SELECT 1, size + 262145, root, $1, now() FROM tlog_checkpoint`,
      [note],
    );
    expect(await publishTree(database.sql, 1, 0n, shelf)).toBe(near);
    await expect(publishTree(database.sql, 1, near, shelf)).rejects.toMatchObject({ code: 'audit.tile-missing' });
  });

  it('is nothing when others hold more than was ever signed here', async () => {
    const shelf = new MemoryShelf();
    const size = await grow(2);
    await expect(publishTree(database.sql, 1, size + 1n, shelf)).rejects.toMatchObject({ code: 'audit.shelf-ahead' });
    expect(shelf.order).toEqual([]);
  });
});
