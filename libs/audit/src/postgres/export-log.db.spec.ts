import { generateKeyPairSync, sign } from 'node:crypto';
import {
  cosignatureSigner,
  cosignatureVerifier,
  exportLog,
  formatCheckpoint,
  formatVerifierKey,
  latestCheckpoint,
  logSigner,
  logVerifier,
  newestCosigned,
  openCheckpoint,
  signatureLines,
  signNote,
  storeCosignature,
  treeHead,
  verifyLog,
  type LogSource,
  type StoredCheckpoint,
} from '../index.js';
import { signatureOf } from '../tlog/note.js';
import { entriesPath, tilePath } from '../tlog/tile.js';
import { createTreeDatabase, origin, type TreeDatabase } from './tree-database.jest.js';

function ed25519() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return { publicKey: raw, sign: (data: Uint8Array) => Promise.resolve(sign(null, data, privateKey)) };
}

describe('an exported log', () => {
  const logKey = ed25519();
  const witnesses = ['witness.ar.crex.example/w1', 'witness.jm.crex.example/w1'].map((name) => ({
    name,
    key: ed25519(),
  }));
  let database: TreeDatabase;
  beforeAll(async () => {
    database = await createTreeDatabase();
  });
  afterAll(() => database.close());

  /** Integrates what waits, and signs and stores the checkpoint as the signer would. */
  async function sealed(): Promise<StoredCheckpoint> {
    while ((await database.integrate())?.added);
    const head = await treeHead(database.sql, 1);
    if (head === undefined) throw new Error('no tree');
    const note = await signNote(formatCheckpoint({ origin, ...head }), [logSigner(origin, logKey)]);
    await database.signer.query(
      'INSERT INTO tlog_checkpoint (epoch, size, root, note, signed_at) VALUES (1, $1, $2, $3, now())',
      [Number(head.size), head.root, note],
    );
    return (await latestCheckpoint(database.sql, 1)) as StoredCheckpoint;
  }

  async function cosign({ note, size }: StoredCheckpoint, count: number): Promise<void> {
    const text = note.slice(0, note.indexOf('\n\n') + 1);
    for (const { name, key } of witnesses.slice(0, count)) {
      const line = signatureLines([await signatureOf(text, cosignatureSigner(name, key, 1_795_000_000))]);
      await storeCosignature(database.sql, { epoch: 1, size }, { witness: name, time: 1_795_000_000, line });
    }
  }

  it('has every file of the layout, and verifies from them alone', async () => {
    await database.append(300);
    await database.append(400);
    const checkpoint = await sealed();
    await cosign(checkpoint, 2);
    const files = new Map<string, Uint8Array>();
    for await (const { path, bytes } of exportLog(database.sql, checkpoint)) files.set(path, bytes);

    expect([...files.keys()].filter((path) => path.startsWith('tile/0'))).toEqual(['tile/0/000', 'tile/0/001', 'tile/0/002.p/189']); // prettier-ignore
    const opened = openCheckpoint(
      files.get('checkpoint') as Uint8Array,
      logVerifier(formatVerifierKey(origin, 'log', logKey.publicKey)),
      witnesses.map(({ name, key }) => cosignatureVerifier(formatVerifierKey(name, 'cosignature', key.publicKey))),
    );
    expect(opened.cosignatures.map(({ name }) => name).sort()).toEqual(witnesses.map(({ name }) => name));
    const file = (path: string) => Promise.resolve(files.get(path) ?? new Uint8Array());
    const source: LogSource = {
      tile: (level, index, width) => file(tilePath(level, index, width)),
      entries: (index, width) => file(entriesPath(index, width)),
    };
    expect(await verifyLog(source, opened)).toMatchObject({ entries: 701n, unreadable: 0n, faults: [] });
  });

  it('is taken at the newest checkpoint that enough witnesses have cosigned', async () => {
    const cosigned = (await latestCheckpoint(database.sql, 1)) as StoredCheckpoint;
    await database.append(5);
    const newer = await sealed();
    await cosign(newer, 1);
    expect((await newestCosigned(database.sql, 1, 0)).size).toBe(newer.size);
    expect((await newestCosigned(database.sql, 1, 1)).size).toBe(newer.size);
    expect((await newestCosigned(database.sql, 1, 2)).size).toBe(cosigned.size);
    await expect(newestCosigned(database.sql, 1, 3)).rejects.toMatchObject({ code: 'audit.no-checkpoint' });
  });
});
