import { openDatabase, sqlOf } from '#libs/platform';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import type { Sql } from '../index.js';
import { createTreeDatabase, type TreeDatabase } from './tree-database.jest.js';

const LOG_TABLES = [
  ...['audit_entry', 'audit_pending', 'audit_reference', 'audit_detail', 'audit_pseudonym', 'audit_dek'],
  ...['tlog_epoch', 'tlog_tree', 'tlog_leaf', 'tlog_tile', 'tlog_checkpoint', 'tlog_cosignature'],
];

/** What a role could try on a table that it may not change. */
function attemptsOn(table: string, column: string): string[] {
  return [
    `UPDATE ${table} SET ${column} = ${column}`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table} CASCADE`,
    `INSERT INTO ${table} SELECT * FROM ${table}`,
    `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
    `DROP TABLE ${table} CASCADE`,
  ];
}

/** The few things that a role may do, and `attemptsOn` tries: everything else it may not. */
const MAY = {
  application: ['INSERT INTO tlog_cosignature SELECT * FROM tlog_cosignature'],
  signer: [
    'INSERT INTO tlog_leaf SELECT * FROM tlog_leaf',
    'INSERT INTO tlog_tile SELECT * FROM tlog_tile',
    'INSERT INTO tlog_checkpoint SELECT * FROM tlog_checkpoint',
    'DELETE FROM audit_pending',
  ],
} as const;

/** Identity and generated columns are refused before the rights are looked at. */
const REFUSED = /permission denied|must be owner|non-DEFAULT value/;

describe('the rights on the log', () => {
  let database: TreeDatabase;
  let other: TestDatabase;
  beforeAll(async () => {
    [database, other] = await Promise.all([createTreeDatabase(), createTestDatabase()]);
    await database.append(5);
    await database.integrate();
    await database.append(2);
    await database.signer.query(
      `INSERT INTO tlog_checkpoint (epoch, size, root, note, signed_at) SELECT epoch, size, root, 'note', now() FROM tlog_tree`,
    );
    await database.sql.query(
      `INSERT INTO tlog_cosignature (epoch, size, witness, time, line) VALUES (1, 6, 'witness.ar.crex.example/w1', 1, 'x')`,
    );
  });
  afterAll(async () => {
    await database.close();
    await other.close();
  });

  /** All rows of all tables of the log. */
  async function everything(): Promise<Map<string, unknown[]>> {
    const rows = LOG_TABLES.map(async (table) => {
      const found = await database.owner.query(`SELECT t::text AS row FROM ${table} AS t ORDER BY 1`);
      return [table, found] as const;
    });
    return new Map(await Promise.all(rows));
  }

  const columnOf = async (table: string): Promise<string> => {
    const [row] = await database.owner.query<{ name: string }>(
      `SELECT quote_ident(attname) AS name FROM pg_attribute WHERE attrelid = '${table}'::regclass
         AND attnum > 0 AND attidentity = '' AND attgenerated = '' ORDER BY attnum LIMIT 1`,
    );
    return row?.name ?? '';
  };

  it.each([
    ['application', () => database.sql],
    ['signer', () => database.signer],
  ] as const)('let the %s change nothing that is there', async (who, sqlOfRole) => {
    const before = await everything();
    const role = sqlOfRole();
    for (const table of LOG_TABLES) {
      const allowed: readonly string[] = MAY[who];
      for (const attempt of attemptsOn(table, await columnOf(table))) {
        if (!allowed.includes(attempt)) await expect(role.query(attempt)).rejects.toThrow(REFUSED);
      }
    }
    expect(await everything()).toEqual(before);
  });

  it('let the signer only add: no tile shrinks or changes, no tree goes back, nothing leaves the queue unplaced', async () => {
    const before = await everything();
    for (const attempt of [
      `UPDATE tlog_tile SET data = substring(data FOR 32)`,
      `UPDATE tlog_tile SET data = sha256('x') || substring(data FROM 33)`,
      'UPDATE tlog_tile SET level = 1',
      'UPDATE tlog_tree SET size = 3',
      `UPDATE tlog_tree SET root = sha256('x')`,
      'UPDATE tlog_tree SET epoch = 2, size = 9',
      'DELETE FROM audit_pending',
      `UPDATE tlog_checkpoint SET note = 'other'`,
      'INSERT INTO tlog_leaf SELECT epoch, log_index, entry_id FROM tlog_leaf',
      `INSERT INTO tlog_checkpoint SELECT epoch, size, root, 'other', now() FROM tlog_checkpoint`,
      `INSERT INTO tlog_epoch VALUES (2, 'log.br.crex.example/audit/2', gen_random_uuid())`,
      `INSERT INTO tlog_tree VALUES (2, 0, sha256(''))`,
      `INSERT INTO audit_entry (event_id, type, leaf) VALUES (gen_random_uuid(), 'SENT', '{}')`,
      `SELECT audit_append('{}', ${'NULL, '.repeat(8)}NULL)`,
      'SELECT ciphertext FROM audit_detail',
      'SELECT wrapped FROM audit_dek',
      'SELECT pseudonym FROM audit_pseudonym',
    ]) {
      await expect(database.signer.query(attempt)).rejects.toThrow(/permission denied|only grows|not before|unique/);
    }
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['application', () => database.sql, () => database.url],
    ['signer', () => database.signer, () => database.logUrl],
  ] as const)(
    'give the %s no way around: triggers, replication role, other roles, other databases',
    async (_who, role, url) => {
      const sql: Sql = role();
      for (const attempt of [
        'DROP TRIGGER insert_only ON audit_entry',
        'ALTER TABLE tlog_leaf DISABLE TRIGGER insert_only',
        'DROP FUNCTION audit_refuse_change CASCADE',
        `CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
        'SET session_replication_role = replica',
        'ALTER TABLE audit_entry OWNER TO CURRENT_USER',
        'CREATE TABLE mine ()',
        'CREATE SCHEMA mine',
        `SET ROLE ${new URL(database.ownerUrl).username}`,
        'SET ROLE postgres',
        'CREATE ROLE more SUPERUSER',
        `COPY audit_entry TO PROGRAM 'cat'`,
        `SELECT pg_read_file('postgresql.conf')`,
        'SELECT lo_import($$/etc/passwd$$)',
      ]) {
        await expect(sql.query(attempt)).rejects.toThrow(/permission denied|must be|cannot set parameter/);
      }
      const elsewhere = new URL(url());
      elsewhere.pathname = new URL(other.url).pathname;
      const reach = { url: elsewhere.href, entities: [], poolSize: 1, applicationName: 'reach' };
      await expect(openDatabase(reach)).rejects.toThrow(/permission denied/);
    },
  );

  it('stop even a session that replicates, where triggers are off as a rule', async () => {
    const { username } = new URL(database.ownerUrl);
    const admin = await openDatabase({
      ...{ url: process.env['CREX_TEST_POSTGRES'] ?? '', entities: [], poolSize: 1, applicationName: 'admin' },
    });
    await admin.query(`GRANT SET ON PARAMETER session_replication_role TO ${username}`);
    const owner = await openDatabase({ url: database.ownerUrl, entities: [], poolSize: 1, applicationName: 'owner' });
    const sql = sqlOf(owner.manager);
    await sql.query('SET session_replication_role = replica');
    for (const attempt of ['DELETE FROM audit_entry', 'TRUNCATE tlog_leaf', 'UPDATE tlog_tree SET size = 1']) {
      await expect(sql.query(attempt)).rejects.toThrow(/only grows/);
    }
    await owner.destroy();
    await admin.query(`REVOKE SET ON PARAMETER session_replication_role FROM ${username}`);
    await admin.destroy();
  });
});
