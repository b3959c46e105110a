import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatCheckpoint, logSigner, signNote } from '#libs/audit';
import { inTransaction, sqlOf } from '#libs/platform';
import { generateEd25519KeyPair, metadataSigner } from '#libs/pki';
import { testServerUrl } from '#libs/testing';
import { Client } from 'pg';
import { disclosureEntry, ORIGIN, OwnLog } from '../logs/own-log.js';
import { addDisclosures, runLogChecker, type SeenOutside } from './log-under-fire.js';

const BATCHES = 3;
const OF_EACH_BATCH = 90;
const LATE_EVENT = randomUUID();

/** What an owner of the database does to a log, and the rule that then is broken. */
const DAMAGES: readonly (readonly [what: string, rule: string, ...sql: string[]])[] = [
  ['an entry with another hash', 'leaf-hash-is-of-the-leaf', `UPDATE audit_entry SET leaf_hash = sha256(leaf) WHERE entry_id = 7`],
  ['an entry that waits for ever', 'nothing-waits', 'INSERT INTO audit_pending SELECT max(entry_id) FROM audit_entry'],
  ['an entry without place', 'entry-has-one-place', `INSERT INTO audit_entry (event_id, type, leaf, leaf_hash) SELECT gen_random_uuid(), 'TAKEN', leaf, leaf_hash FROM audit_entry LIMIT 1`],
  ['an entry at two places', 'entry-has-one-place', 'ALTER TABLE tlog_leaf DROP CONSTRAINT tlog_leaf_entry_id_key', 'UPDATE tlog_leaf SET entry_id = 5 WHERE log_index = 9'],
  ['a gap', 'index-has-no-gap', 'DELETE FROM tlog_leaf WHERE log_index = 100'],
  ['two epochs', 'log-has-one-epoch', `INSERT INTO tlog_epoch VALUES (2, 'log.br.crex.example/audit/2', gen_random_uuid())`],
  ['another beginning', 'tree-begins-with-its-start', 'UPDATE tlog_epoch SET opened_by = gen_random_uuid()'],
  ['a place whose entry is gone', 'place-has-its-entry', 'DELETE FROM audit_entry WHERE entry_id = 11'],
  ['a tree without its last entry', 'tree-has-every-place', 'UPDATE tlog_tree SET size = size - 1'],
  ['another root', 'tree-root-is-of-the-leaves', `UPDATE tlog_tree SET root = sha256('')`],
  ['an edited entry', 'tile-is-of-the-leaves', `UPDATE audit_entry SET leaf = leaf || '\\x20' WHERE entry_id = 20`],
  ['a tile cut short', 'tile-is-of-the-leaves', 'UPDATE tlog_tile SET data = substring(data FOR 32) WHERE level = 0 AND idx = 0'],
  ['a tile that is gone', 'tile-is-of-the-leaves', 'DELETE FROM tlog_tile WHERE level = 1'],
  ['a tile too many', 'tile-is-one-of-the-tree', 'INSERT INTO tlog_tile SELECT epoch, 3, 0, data FROM tlog_tile WHERE level = 1'],
  ['a checkpoint with a changed letter', 'checkpoint-is-signed-by-the-log', `UPDATE tlog_checkpoint SET note = replace(note, ' log.br', ' log.bo')`],
  ['a checkpoint filed under another root', 'checkpoint-says-its-columns', `UPDATE tlog_checkpoint SET root = sha256('')`],
  ['two entries exchanged', 'checkpoint-is-of-this-history', 'ALTER TABLE tlog_leaf DROP CONSTRAINT tlog_leaf_entry_id_key', 'UPDATE tlog_leaf SET entry_id = 8 - entry_id WHERE entry_id IN (3, 5)'],
  ['a checkpoint that is gone', 'published-is-kept', 'DELETE FROM tlog_checkpoint WHERE size = (SELECT min(size) FROM tlog_checkpoint)'],
  ['a tree that was not signed to its end', 'whole-tree-is-signed', 'DELETE FROM tlog_checkpoint WHERE size = (SELECT max(size) FROM tlog_checkpoint)'],
  ['a disclosure that was not logged', 'no-disclosure-without-entry', 'INSERT INTO disclosure VALUES (gen_random_uuid())'],
  ['an entry about what was not disclosed', 'no-entry-without-disclosure', 'DELETE FROM disclosure WHERE event_id = (SELECT event_id FROM disclosure LIMIT 1)'],
  ['what rolled back and is there', 'rolled-back-left-nothing', `INSERT INTO disclosure VALUES ('${LATE_EVENT}')`],
  ['what was confirmed and is lost', 'committed-is-there', `DELETE FROM audit_entry WHERE type = 'DISCLOSURE'`, 'DELETE FROM disclosure'],
]; // prettier-ignore

/** A check that cannot fail is a defect: each kind of damage is planted in a copy of a sound log, and found. */
describe('the checker of a log', () => {
  let log: OwnLog;
  let folder: string;
  let admin: Client;
  let seen: SeenOutside;
  const opened = new AsyncDisposableStack();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-check-log-'));
    opened.defer(() => rm(folder, { recursive: true }));
    log = opened.use(await OwnLog.create(testServerUrl()));
    await addDisclosures(log);
    const signer = await log.startSigner();
    opened.defer(() => signer.stop('SIGKILL'));
    const committed: string[] = [];
    for (let batch = 0; batch < BATCHES; batch += 1) {
      committed.push(...(await disclose()));
      await log.signed();
    }
    await signer.stop();
    const notes = await log.sql.query<{ note: string }>('SELECT note FROM tlog_checkpoint ORDER BY size');
    const published = notes.map(({ note }) => note);
    seen = { published, signed: published.slice(-1), committed, rolledBack: [LATE_EVENT] };
    admin = new Client({ connectionString: testServerUrl() });
    opened.defer(() => admin.end());
    await admin.connect();
    await log.database.destroy(); // a template must have nobody connected
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  async function disclose(): Promise<string[]> {
    const events = Array.from({ length: OF_EACH_BATCH }, () => randomUUID());
    await inTransaction(log.database, async (tx) => {
      const entries = events.map((each) => disclosureEntry(each));
      await log.log.append(sqlOf(tx), entries);
      await sqlOf(tx).query('INSERT INTO disclosure SELECT unnest($1::uuid[])', [events]);
    });
    return events;
  }

  const database = (): string => new URL(log.urls.url).pathname.slice(1);
  const asSuperuser = (name: string) => Object.assign(new URL(testServerUrl()), { pathname: `/${name}` }).href;
  const check = (name: string, noted: SeenOutside = seen) => runLogChecker(asSuperuser(name), log.vkey, noted, folder);
  const rulesOf = (lines: readonly string[]) => lines.slice(0, -1).map((line) => line.split(' ')[0]);

  it('imports Node and pg only', () => {
    const source = readFileSync('test/faults/check-log.mjs', 'utf8');
    const imported = [...source.matchAll(/^import .* from '(.*)';$/gm)].map(([, name]) => name);
    expect(imported).toEqual(['node:crypto', 'node:fs', 'pg']);
    expect(source).not.toMatch(/\bimport\s*\(|^import ['"]|\brequire\b|createRequire/m);
  });

  it('finds nothing in a sound log', async () => {
    const lines = await check(database());
    expect(lines).toHaveLength(1);
    const disclosures = BATCHES * OF_EACH_BATCH;
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ entries: disclosures + 1, disclosures, broken: 0 });
  });

  it('has a damage for each of its rules', () => {
    const source = readFileSync('test/faults/check-log.mjs', 'utf8');
    const rules = new Set([...source.matchAll(/\brule\(\s*'([^']+)'/g)].map(([, name]) => name));
    expect([...rules].toSorted()).toEqual([...new Set(DAMAGES.map(([, rule]) => rule))].toSorted());
  });

  it.each(DAMAGES)('finds %s: %s', async (_what, rule, ...sql) => {
    const copy = `copy_${randomBytes(6).toString('hex')}`;
    await admin.query(`CREATE DATABASE ${copy} TEMPLATE ${database()} ALLOW_CONNECTIONS false`);
    await admin.query(`REVOKE ALL ON DATABASE ${copy} FROM PUBLIC`);
    await admin.query(`ALTER DATABASE ${copy} ALLOW_CONNECTIONS true`);
    try {
      await damage(copy, sql);
      expect(rulesOf(await check(copy))).toContain(rule);
    } finally {
      await admin.query(`DROP DATABASE ${copy} WITH (FORCE)`);
    }
  });

  it('finds that the log showed somebody another history, signed by its own key, which the database never had', async () => {
    const text = formatCheckpoint({ origin: ORIGIN, size: 50n, root: randomBytes(32) });
    const own = await signNote(text, [logSigner(ORIGIN, metadataSigner(log.pair.privateKey))]);
    expect(rulesOf(await check(database(), { ...seen, signed: [own] }))).toEqual(['checkpoint-is-of-this-history']);
    const stranger = metadataSigner((await generateEd25519KeyPair()).privateKey);
    const foreign = await signNote(text, [logSigner(ORIGIN, stranger)]);
    expect(rulesOf(await check(database(), { ...seen, signed: [foreign] }))).toEqual([
      'checkpoint-is-signed-by-the-log',
    ]);
  });

  /** As the owner of everything: no trigger and no foreign key stands in the way. */
  async function damage(name: string, statements: readonly string[]): Promise<void> {
    const client = new Client({ connectionString: asSuperuser(name) });
    await client.connect();
    try {
      await client.query(`SET session_replication_role = 'replica'`);
      const guards = await client.query<{ text: string }>(
        `SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname) AS text FROM pg_trigger WHERE NOT tgisinternal`,
      );
      for (const { text } of guards.rows) await client.query(text);
      let changed: number | null = 0;
      for (const text of statements) changed = (await client.query(text)).rowCount;
      expect(changed).toBeGreaterThan(0);
    } finally {
      await client.end();
    }
  }
});
