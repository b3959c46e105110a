import { integratePending, treeHead, type Sql } from '../index.js';
import { createTreeDatabase, type TreeDatabase } from './tree-database.jest.js';

const coded = (code: string) => expect.objectContaining({ code }) as Error;
const OTHER = `sha256('other')`;

/** Tables of the log whose guards the owner puts aside. */
const GUARDED = ['audit_entry', 'audit_pending', 'tlog_tree', 'tlog_leaf', 'tlog_tile'];

describe('the sequencer stops, with a code and with nothing done, when somebody', () => {
  let database: TreeDatabase;
  beforeEach(async () => {
    database = await createTreeDatabase();
    await database.append(300);
    await database.integrate();
    await database.append(3); // wait
  });
  afterEach(() => database.close());

  /** As an owner of the database does it: without the triggers. */
  async function meddle(...statements: string[]): Promise<void> {
    for (const table of GUARDED) await database.owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    for (const statement of statements) await database.owner.query(statement);
    const triggers = await database.owner.query<{ name: string; on: string }>(
      'SELECT tgname AS name, tgrelid::regclass::text AS on FROM pg_trigger WHERE NOT tgisinternal',
    );
    for (const { name, on } of triggers) {
      await database.owner.query(`ALTER TABLE ${on} ENABLE ALWAYS TRIGGER ${name}`);
    }
  }

  async function expectStopped(code: string): Promise<void> {
    const before = await treeHead(database.sql, 1);
    await expect(database.integrate()).rejects.toThrow(coded(code));
    expect(await treeHead(database.sql, 1)).toEqual(before);
    expect(await database.owner.query('SELECT 1 FROM audit_pending LIMIT 1')).toHaveLength(1);
  }

  it.each([
    [
      'has changed a hash at the right edge',
      'audit.root-mismatch',
      `UPDATE tlog_tile SET data = ${OTHER} || substring(data FROM 33) WHERE level = 0 AND idx = 1`,
    ],
    [
      'has changed the hash of a whole tile',
      'audit.root-mismatch',
      `UPDATE tlog_tile SET data = ${OTHER} WHERE level = 1`,
    ],
    ['has changed the root', 'audit.root-mismatch', `UPDATE tlog_tree SET root = ${OTHER}`],
    ['has made the tree smaller', 'audit.tile-altered', 'UPDATE tlog_tree SET size = 299'],
    ['has made the tree larger', 'audit.tile-altered', 'UPDATE tlog_tree SET size = 302'],
    [
      'has cut a tile',
      'audit.tile-altered',
      'UPDATE tlog_tile SET data = substring(data FOR 32) WHERE level = 0 AND idx = 1',
    ],
    [
      'has put hashes after the end',
      'audit.tile-altered',
      `UPDATE tlog_tile SET data = data || ${OTHER} WHERE level = 0 AND idx = 1`,
    ],
    ['has removed a tile', 'audit.tile-missing', 'DELETE FROM tlog_tile WHERE level = 0 AND idx = 1'],
    [
      'has removed an entry that waits',
      'audit.pending-without-entry',
      'DELETE FROM audit_entry WHERE entry_id = (SELECT min(entry_id) FROM audit_pending)',
    ],
    [
      'has taken the next place',
      'audit.place-taken',
      'INSERT INTO tlog_leaf SELECT 1, 301, max(entry_id) FROM audit_pending',
    ],
    [
      'has put an entry into the queue again',
      'audit.already-in-tree',
      'INSERT INTO audit_pending SELECT entry_id FROM tlog_leaf WHERE log_index = 7',
    ],
  ])('%s: %s', async (_what, code, statement) => {
    await meddle(statement);
    await expectStopped(code);
  });

  it('has put a tile where the next one comes: audit.tile-altered', async () => {
    await database.append(256); // fills the second tile and begins a third
    await meddle(`INSERT INTO tlog_tile VALUES (1, 0, 2, ${OTHER})`);
    await expectStopped('audit.tile-altered');
  });

  it('has taken the next place for another entry: audit.place-taken', async () => {
    await meddle(
      'ALTER TABLE tlog_leaf DROP CONSTRAINT tlog_leaf_entry_id_fkey',
      'INSERT INTO tlog_leaf VALUES (1, 302, 99999)',
    );
    await expectStopped('audit.place-taken');
  });

  it.each([
    [
      'queue',
      'DELETE FROM audit_pending',
      'DELETE FROM audit_pending WHERE entry_id = (SELECT min(entry_id) FROM audit_pending)',
    ],
    ['tree', 'UPDATE tlog_tree', 'UPDATE tlog_tree SET size = size + 1'],
  ])('moves the %s under it: audit.tree-moved', async (_what, before, statement) => {
    const disturbed = database.signerTransaction((sql) => {
      const between: Sql = {
        query: async (text, values) => {
          if (text.startsWith(before)) await sql.query(statement);
          return sql.query(text, values);
        },
      };
      return integratePending(between, 1);
    });
    await expect(disturbed).rejects.toThrow(coded('audit.tree-moved'));
  });
});
