import { createHash } from 'node:crypto';
import { CrexError } from '#libs/protocol';
import { encodeLeaf, leafHashOf, type Leaf } from '../leaf.js';
import { encodeBundle } from '../tlog/entry-bundle.js';
import { frontierRoot } from '../tlog/frontier.js';
import { emptyRightEdge, frontierOfEdge, growTiles } from '../tlog/right-edge.js';
import { entriesPath, tilePath, tilesOf, TILE_WIDTH } from '../tlog/tile.js';
import { HASH_BYTES } from '../tlog/tree.js';
import { verifyLog, type LogSource } from './verify-log.js';

const ORIGIN = 'log.ar.crex.example/audit/2';

/** The files of a log with this many entries, by their paths. */
function logOf(size: number, origin = ORIGIN): Map<string, Uint8Array> {
  const leaves = Array.from({ length: size }, (_, index) => encodeLeaf(leafAt(index, origin)));
  return filesOf(leaves);
}

function filesOf(leaves: readonly Uint8Array[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const { edge, tiles } = growTiles(emptyRightEdge, leaves.map(leafHashOf));
  for (const { level, index, hashes } of tiles) files.set(tilePath(level, index, hashes.length / HASH_BYTES), hashes);
  for (const { level, index, width } of tilesOf(BigInt(leaves.length))) {
    const start = Number(index) * TILE_WIDTH;
    if (level === 0) files.set(entriesPath(index, width), encodeBundle(leaves.slice(start, start + width)));
  }
  files.set('root', frontierRoot(frontierOfEdge(edge)));
  return files;
}

function leafAt(index: number, origin: string): Leaf {
  const hex = createHash('sha256').update(`event ${index}`).digest('hex');
  const eventId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  const digest = createHash('sha256').update('content').digest('base64url');
  return {
    ...{ v: 1, type: 'RECEIVED', eventId, origin, at: 1_795_000_000 + index, c: {} },
    ...{ messageId: 'BR-AR-1-000000000001', from: 'BR', to: 'AR', class: 'reply', contentDigest: digest },
  };
}

function sourceOf(files: ReadonlyMap<string, Uint8Array>): Required<LogSource> {
  const read = (path: string) => {
    const bytes = files.get(path);
    return bytes === undefined ? Promise.reject(new CrexError('audit.file-missing', path)) : Promise.resolve(bytes);
  };
  return {
    tile: (level, index, width) => read(tilePath(level, index, width)),
    entries: (index, width) => read(entriesPath(index, width)),
  };
}

function verify(files: ReadonlyMap<string, Uint8Array>, size: number, source: LogSource = sourceOf(files)) {
  return verifyLog(source, { origin: ORIGIN, size: BigInt(size), root: files.get('root') as Uint8Array });
}

function flipped(files: ReadonlyMap<string, Uint8Array>, path: string, at: number): Map<string, Uint8Array> {
  const bytes = Uint8Array.from(files.get(path) as Uint8Array);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return new Map([...files, [path, bytes]]);
}

describe('a whole log', () => {
  it.each([0, 1, 2, 255, 256, 257, 511, 513, 1000])('of %i entries verifies', async (size) => {
    expect(await verify(logOf(size), size)).toMatchObject({ entries: BigInt(size), unreadable: 0n, faults: [] });
  });

  it('verifies by its hashes where no entries are given out', async () => {
    const files = logOf(300);
    const { entries: _, ...hashesAlone } = sourceOf(files);
    expect(await verify(files, 300, hashesAlone)).toMatchObject({ entries: 0n, faults: [] });
    const changed = flipped(files, 'tile/0/000', 77);
    const { entries: __, ...changedHashes } = sourceOf(changed);
    expect((await verify(changed, 300, changedHashes)).faults).not.toEqual([]);
  });

  it.each([3, 256, 300, 700])('with one changed byte anywhere says which file it is (%i entries)', async (size) => {
    const files = logOf(size);
    for (const [path, bytes] of files) {
      if (path === 'root') continue;
      for (const at of new Set([0, Math.floor(bytes.length / 2), bytes.length - 1])) {
        const { faults } = await verify(flipped(files, path, at), size);
        expect(faults.map((fault) => fault.path)).toContain(path);
        expect(faults).toHaveLength(1);
      }
    }
  });

  it('says that the checkpoint is of another log when all the rest agrees', async () => {
    const files = logOf(300);
    expect((await verify(flipped(files, 'root', 5), 300)).faults).toMatchObject([{ path: 'checkpoint' }]);
  });

  it('with an entry that was rewritten, its hash too, is found by the tile above', async () => {
    const leaves = Array.from({ length: 300 }, (_, index) => encodeLeaf(leafAt(index, ORIGIN)));
    const good = filesOf(leaves);
    const rewritten = filesOf(leaves.with(7, encodeLeaf(leafAt(9999, ORIGIN))));
    const files = new Map([...good, ['tile/0/000', rewritten.get('tile/0/000') as Uint8Array]]);
    files.set('tile/entries/000', rewritten.get('tile/entries/000') as Uint8Array);
    const { faults } = await verify(files, 300);
    expect(faults.map(({ path }) => path)).toEqual(['tile/1/000.p/1', 'checkpoint']);
  });

  it('names the entry in a bundle that was changed', async () => {
    const files = logOf(300);
    const at = (files.get('tile/entries/000') as Uint8Array).length - 3;
    expect((await verify(flipped(files, 'tile/entries/000', at), 300)).faults[0]?.fault).toMatch(/^entry 255 /);
  });

  it.each(['tile/0/000', 'tile/0/001.p/44', 'tile/entries/000', 'tile/1/000.p/1'])(
    'says that %s is missing',
    async (path) => {
      const files = logOf(300);
      files.delete(path);
      expect((await verify(files, 300)).faults).toEqual([{ path, fault: 'the file is missing' }]);
    },
  );

  it('without the leaves of a tile says so and stops', async () => {
    const files = logOf(300);
    files.delete('tile/0/000');
    files.delete('tile/entries/000');
    expect((await verify(files, 300)).faults.map(({ path }) => path)).toEqual(['tile/0/000', 'tile/entries/000']);
  });

  it('refuses tiles and bundles of another length', async () => {
    const files = logOf(300);
    files.set('tile/0/001.p/44', (files.get('tile/0/001.p/44') as Uint8Array).subarray(32));
    files.set('tile/entries/000', files.get('tile/entries/001.p/44') as Uint8Array);
    const { faults } = await verify(files, 300);
    expect(faults.map(({ path }) => path)).toEqual(['tile/entries/000', 'tile/0/001.p/44']);
  });

  it('holds entries of earlier epochs, and none of another log or a later one', async () => {
    expect((await verify(logOf(3, 'log.ar.crex.example/audit/1'), 3)).faults).toEqual([]);
    for (const other of ['log.br.crex.example/audit/1', 'log.ar.crex.example/audit/3', 'log.ar.crex.example/audit']) {
      expect((await verify(logOf(3, other), 3)).faults[0]?.fault).toMatch(/another log/);
    }
  });

  it('counts entries of a type that is younger than the verifier, and still verifies them', async () => {
    const leaves = [Buffer.from('{"type":"NEW"}'), encodeLeaf(leafAt(1, ORIGIN))];
    expect(await verify(filesOf(leaves), 2)).toMatchObject({ entries: 2n, unreadable: 1n, faults: [] });
  });

  it('stops at a hundred faults', async () => {
    const files = logOf(26_000);
    const noHashes: LogSource = {
      ...sourceOf(files),
      tile: (_level, _index, width) => Promise.resolve(new Uint8Array(width * HASH_BYTES)),
    };
    expect((await verify(files, 26_000, noHashes)).faults).toHaveLength(100);
  });

  it('passes on what is no missing file', async () => {
    const files = logOf(3);
    const broken: LogSource = { ...sourceOf(files), tile: () => Promise.reject(new Error('the disk is gone')) };
    await expect(verify(files, 3, broken)).rejects.toThrow('the disk is gone');
  });

  it('says how far it is', async () => {
    const files = logOf(600);
    const seen: bigint[] = [];
    const checkpoint = { origin: ORIGIN, size: 600n, root: files.get('root') as Uint8Array };
    await verifyLog(sourceOf(files), checkpoint, (leaves) => seen.push(leaves));
    expect(seen).toEqual([256n, 512n, 600n]);
  });
});
