import { generateKeyPairSync } from 'node:crypto';
import {
  checkLogTables,
  formatCheckpoint,
  LOG_FAULTS,
  logSigner,
  logVerifier,
  formatVerifierKey,
  signNote,
  treeHead,
  type LogCheck,
  type LogCheckOptions,
  type LogFaultCode,
} from '../index.js';
import { createTreeDatabase, origin, type TreeDatabase } from './tree-database.jest.js';
import { metadataSigner } from '#libs/pki';

const OTHER = `sha256('other')`;
const nowSeconds = () => Math.floor(Date.now() / 1000);

describe('the check of the tables', () => {
  let database: TreeDatabase;
  const tried = new Set<LogFaultCode>();
  const key = metadataSigner(generateKeyPairSync('ed25519').privateKey);
  const verifier = logVerifier(formatVerifierKey(origin, 'log', key.publicKey));

  beforeEach(async () => {
    database = await createTreeDatabase();
  });
  afterEach(() => database.close());

  const check = (options: Partial<LogCheckOptions> = {}): Promise<LogCheck> =>
    database.transaction((sql) => checkLogTables(sql, { now: nowSeconds(), verifierOf: () => verifier, ...options }));

  /** Grows the tree to this size and signs it. */
  async function growTo(size: number): Promise<void> {
    const head = await treeHead(database.sql, 1);
    await database.append(size - Number(head?.size));
    while (((await database.integrate())?.added ?? 0) > 0);
    const grown = await treeHead(database.sql, 1);
    const note = await signNote(formatCheckpoint({ origin, ...grown! }), [logSigner(origin, key)]);
    await database.signer.query(
      'INSERT INTO tlog_checkpoint (epoch, size, root, note, signed_at) VALUES (1, $1, $2, $3, now())',
      [size, Buffer.from(grown!.root), note],
    );
  }

  /** As an owner of the database does it: without triggers and foreign keys. */
  async function meddle(...statements: string[]): Promise<void> {
    await database.owner.query('ALTER TABLE tlog_leaf DROP CONSTRAINT IF EXISTS tlog_leaf_entry_id_fkey');
    const tables = await database.owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^(audit|tlog)_'`,
    );
    for (const { name } of tables) await database.owner.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
    for (const statement of statements) await database.owner.query(statement);
  }

  async function expectFaults(...faults: readonly (readonly [LogFaultCode, string])[]): Promise<void> {
    for (const [code] of faults) tried.add(code);
    const found = await check();
    expect(found.faults).toEqual(faults.map(([code, detail]) => ({ code, detail })));
    expect(found.faultCount).toBe(faults.length);
  }

  it.each([[1], [2], [255], [256], [257], [300], [4096], [4097]])(
    'finds nothing in a sound log of %i',
    async (size) => {
      if (size > 1) await growTo(size);
      await database.append(2);
      const { entries, pending, checkpoints, epochs, faults } = await check();
      expect({ entries, pending, checkpoints, epochs, faults }).toEqual({
        ...{ entries: size, pending: 2, checkpoints: size > 1 ? 1 : 0, faults: [] },
        epochs: [{ epoch: 1, origin, size: BigInt(size) }],
      });
    },
  );

  describe('of a log of 600, signed twice, names', () => {
    beforeEach(async () => {
      await growTo(300);
      await growTo(600);
    });

    it('an altered leaf by its index, and no tile', async () => {
      await meddle(`UPDATE audit_entry SET leaf = convert_to(replace(convert_from(leaf, 'UTF8'),
          '"at":' || (convert_from(leaf, 'UTF8')::jsonb ->> 'at'),
          '"at":' || ((convert_from(leaf, 'UTF8')::jsonb ->> 'at')::bigint + 1)), 'UTF8')
        WHERE entry_id = (SELECT entry_id FROM tlog_leaf WHERE log_index = 400)`);
      await expectFaults(
        ['audit.leaf-hash-mismatch', 'epoch 1, index 400'],
        ['audit.leaf-altered', 'epoch 1, index 400'],
        ['audit.search-differs', 'entry 401 is not found by the words of its leaf'],
      );
    });

    it('an altered tile by its name, and no leaf', async () => {
      await meddle(`UPDATE tlog_tile SET data = overlay(data PLACING ${OTHER} FROM 33) WHERE level = 0 AND idx = 1`);
      await expectFaults(['audit.tile-altered', 'epoch 1, tile 0/1, hash of 257']);
      await meddle(`UPDATE tlog_tile SET data = overlay(data PLACING ${OTHER} FROM 1) WHERE level = 1`);
      await expectFaults(
        ['audit.tile-altered', 'epoch 1, tile 0/1, hash of 257'],
        ['audit.tile-altered', 'epoch 1, tile 1/0'],
      );
    });

    it('a leaf that is none', async () => {
      await meddle(
        `UPDATE audit_entry SET leaf = '{}' WHERE entry_id = (SELECT entry_id FROM tlog_leaf WHERE log_index = 9)`,
      );
      tried.add('audit.leaf-unreadable');
      const { faults } = await check();
      expect(faults).toContainEqual({ code: 'audit.leaf-unreadable', detail: 'epoch 1, index 9' });
      expect(faults).toContainEqual({ code: 'audit.leaf-altered', detail: 'epoch 1, index 9' });
    });

    it('columns that say something else than the leaf', async () => {
      const it = '(SELECT entry_id FROM tlog_leaf WHERE log_index = 9)';
      await meddle(
        `UPDATE audit_entry SET type = 'SENT', leaf_hash = ${OTHER}, created_at = '2020-01-01' WHERE entry_id = ${it}`,
      );
      await expectFaults(
        ['audit.leaf-hash-mismatch', 'epoch 1, index 9'],
        ['audit.columns-differ', 'epoch 1, index 9'],
        ['audit.time-differs', 'epoch 1, index 9'],
      );
    });

    it('references that are missing, and those that nobody has', async () => {
      await meddle('DELETE FROM audit_reference WHERE entry_id = (SELECT entry_id FROM tlog_leaf WHERE log_index = 9)');
      const [{ id } = { id: 0 }] = await database.owner.query<{ id: number }>(
        'SELECT entry_id AS id FROM tlog_leaf WHERE log_index = 9',
      );
      const missing = ['audit.references-differ', `entry ${id} is not found by its leaf`] as const;
      await expectFaults(missing, missing, missing); // message id and two digests
      await meddle(`INSERT INTO audit_reference SELECT 'x' || n, 1 FROM generate_series(1, 5) AS n`);
      await expectFaults(missing, missing, missing, ['audit.references-differ', '2 references that no leaf names']);
    });

    it('an entry without a place, and a place without an entry', async () => {
      const [{ id } = { id: 0 }] = await database.owner.query<{ id: number }>(
        'SELECT entry_id AS id FROM tlog_leaf WHERE log_index = 300',
      );
      await meddle('DELETE FROM tlog_leaf WHERE log_index = 300');
      tried.add('audit.entry-lost').add('audit.leaf-missing');
      expect((await check()).faults.slice(0, 2)).toEqual([
        { code: 'audit.leaf-missing', detail: 'epoch 1, index 300' },
        { code: 'audit.entry-lost', detail: `entry ${id} neither has a place nor waits for one` },
      ]);
      await meddle(`DELETE FROM audit_entry WHERE entry_id = ${id}`);
      expect((await check()).faults[0]).toEqual({ code: 'audit.leaf-missing', detail: 'epoch 1, index 300' });
    });

    it('a size, and a root, that the leaves do not give', async () => {
      await meddle(`UPDATE tlog_tree SET root = ${OTHER}`);
      await expectFaults(['audit.root-mismatch', 'epoch 1, size 600']);
      await meddle('UPDATE tlog_tree SET size = 500, root = (SELECT root FROM tlog_checkpoint WHERE size = 600)');
      await expectFaults(['audit.size-mismatch', 'epoch 1: 600 leaves, 500 by the tree']);
    });

    it('tiles that are missing, and tiles that are too many', async () => {
      await meddle('UPDATE tlog_tile SET idx = 7 WHERE level = 0 AND idx = 2');
      await expectFaults(['audit.tile-missing', 'epoch 1, tile 0/2'], ['audit.tile-altered', 'epoch 1, tile 0/2']);
      await meddle('UPDATE tlog_tile SET idx = 2 WHERE idx = 7', `INSERT INTO tlog_tile VALUES (1, 2, 0, ${OTHER})`);
      await expectFaults(['audit.tile-surplus', 'epoch 1, level 2']);
    });

    it.each([
      ['root', `root = ${OTHER}`, ['root', 'columns and note differ']],
      ['signature', `note = overlay(note PLACING 'AAAA' FROM length(note) - 40)`, ['not signed by the key of the log']],
      [
        'origin',
        `note = replace(note, '/audit/1', '/audit/2')`,
        ['columns and note differ', 'not signed by the key of the log'],
      ],
      ['time', `signed_at = '2020-01-01'`, ['signed before its last entry', 'signed before a smaller one']],
      ['time', `signed_at = now() + interval '9 days'`, ['signed in the future']],
    ])('a checkpoint with another %s: %s', async (_what, change, whats) => {
      await meddle(`UPDATE tlog_checkpoint SET ${change} WHERE size = 600`);
      await expectFaults(...whats.map((what) => ['audit.checkpoint-altered', `epoch 1, size 600: ${what}`] as const));
    });

    it('a checkpoint that is signed before a smaller one, and one of a larger tree', async () => {
      await meddle(`UPDATE tlog_checkpoint SET signed_at = now() + interval '5 days' WHERE size = 300`);
      await expectFaults(
        ['audit.checkpoint-altered', 'epoch 1, size 300: signed in the future'],
        ['audit.checkpoint-altered', 'epoch 1, size 600: signed before a smaller one'],
      );
      await meddle('DELETE FROM tlog_checkpoint WHERE size = 300', 'UPDATE tlog_checkpoint SET size = 700');
      await expectFaults(
        ['audit.checkpoint-altered', 'epoch 1, size 700: columns and note differ'],
        ['audit.checkpoint-altered', 'epoch 1, size 700: larger than the tree'],
      );
    });

    it('a cosignature whose line says something else, or that belongs to no checkpoint', async () => {
      await database.sql.query(
        `INSERT INTO tlog_cosignature (epoch, size, witness, time, line) VALUES (1, 600, 'witness.ar.crex.example/w1', 7, 'x')`,
      );
      await expectFaults(['audit.cosignature-altered', 'epoch 1, size 600, witness.ar.crex.example/w1']);
    });

    it('an epoch that another entry began, or that has no tree', async () => {
      await meddle('UPDATE tlog_epoch SET opened_by = gen_random_uuid()');
      await expectFaults(['audit.epoch-altered', 'epoch 1, index 0']);
      await meddle('DELETE FROM tlog_tree');
      await expectFaults(['audit.epoch-altered', 'epoch 1, index 0'], ['audit.epoch-altered', 'epoch 1 has no tree']);
    });

    it('at most a hundred, and counts all', async () => {
      await meddle(`UPDATE audit_entry SET type = 'SENT' WHERE type = 'TAKEN'`);
      const { faults, faultCount } = await check();
      expect([faults.length, faultCount]).toEqual([100, 599]);
    });
  });

  it('names a leaf of another log', async () => {
    await database.append(1);
    await meddle(`UPDATE tlog_epoch SET origin = 'log.cl.crex.example/audit/1'`);
    tried.add('audit.foreign-leaf');
    expect((await check()).faults).toEqual([
      { code: 'audit.foreign-leaf', detail: 'epoch 1, index 0' },
      { code: 'audit.epoch-altered', detail: 'epoch 1, index 0' },
    ]);
  });

  it('names what waits too long, without an entry, or again', async () => {
    await database.append(1);
    await database.integrate();
    const [entry] = await database.append(1);
    const [{ id } = { id: 0 }] = await database.owner.query<{ id: number }>('SELECT entry_id AS id FROM audit_pending');
    tried.add('audit.pending-overdue').add('audit.pending-without-entry').add('audit.already-in-tree');
    expect(entry).toBeDefined();
    const late = await check({ now: nowSeconds() + 301 });
    expect(late.faults).toEqual([{ code: 'audit.pending-overdue', detail: `entry ${id}, which waits` }]);
    await meddle(
      'INSERT INTO audit_pending VALUES (99999)',
      'INSERT INTO audit_pending SELECT entry_id FROM tlog_leaf WHERE log_index = 1',
    );
    const { faults, pending } = await check();
    expect(faults.map(({ code }) => code)).toEqual(['audit.already-in-tree', 'audit.pending-without-entry']);
    expect(pending).toBe(3);
  });

  it('has been seen to find every fault that it lists', () => {
    expect(LOG_FAULTS.filter((code) => !tried.has(code))).toEqual([]);
  });
});
