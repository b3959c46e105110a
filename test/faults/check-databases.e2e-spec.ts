import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { testServerUrl } from '#libs/testing';
import { Client, escapeIdentifier } from 'pg';
import { criminalCase, Exchange } from '../e2e/exchange.js';
import { kekFilesOf, runChecker } from './alliance-under-fire.js';
import { DAMAGES } from './damage.js';

const PARTIES = ['AR', 'BR', 'BROKER'] as const;
const PERSONS = 60;

/** A check that cannot fail is a defect: each kind of damage is planted in a copy of sound databases, and found. */
describe('the checker of the databases', () => {
  let exchange: Exchange;
  let admin: Client;

  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    exchange = opened.use(await Exchange.prepare({ persons: PERSONS }));
    await exchange.local.start();
    const records = exchange.samples('BR', PERSONS).filter(({ kind }) => kind === 'records');
    for (const { subject } of records.slice(0, 2)) {
      const { body } = await exchange.ask('AR', criminalCase(['BR'], subject), { wait: 20 });
      expect(body.questions).toMatchObject([{ outcome: 'RECORDS' }]);
    }
    // receipts travel behind the answers
    for (let left = 1; left > 0;) left = await openEnds();
    await exchange.local.stop();
    admin = new Client({ connectionString: testServerUrl() });
    opened.defer(() => admin.end());
    await admin.connect();
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  it('imports Node and pg only', () => {
    const source = readFileSync('test/faults/check-databases.mjs', 'utf8');
    const imported = [...source.matchAll(/^import .* from '(.*)';$/gm)].map(([, name]) => name);
    expect(imported).toEqual(['node:crypto', 'node:fs', 'pg']);
    expect(source).not.toMatch(/\bimport\s*\(|^import ['"]|\brequire\b|createRequire/m);
  });

  it('finds nothing in sound databases', async () => {
    const lines = await runChecker(
      PARTIES.map((party) => asSuperuser(nameOf(party))),
      keks(),
    );
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({ questions: 2, answers: 2, relayed: 4, broken: 0 });
  });

  it('has a damage for each of its rules', () => {
    const source = readFileSync('test/faults/check-databases.mjs', 'utf8');
    const rules = [...source.matchAll(/\brule\(\s*'([^']+)'/g)].map(([, name]) => name);
    const planted = new Set(DAMAGES.map(({ rule }) => rule));
    expect(rules.filter((name) => !planted.has(name ?? ''))).toEqual([]);
  });

  it.each(DAMAGES)('finds $what at $where: $rule', async ({ where, sql, rule }) => {
    const copy = `copy_${randomBytes(6).toString('hex')}`;
    // closed to PUBLIC from the first moment: programs beside refuse to start when they could reach it
    await admin.query(`CREATE DATABASE ${copy} TEMPLATE ${escapeIdentifier(nameOf(where))} ALLOW_CONNECTIONS false`);
    await admin.query(`REVOKE ALL ON DATABASE ${copy} FROM PUBLIC`);
    await admin.query(`ALTER DATABASE ${copy} ALLOW_CONNECTIONS true`);
    try {
      await damage(copy, sql);
      const urls = PARTIES.map((party) => asSuperuser(party === where ? copy : nameOf(party)));
      const lines = await runChecker(urls, keks());
      expect(lines.map((line) => line.split(' ')[0])).toContain(rule);
    } finally {
      await admin.query(`DROP DATABASE ${copy} WITH (FORCE)`);
    }
  });

  const keks = () => kekFilesOf(exchange.local);

  async function openEnds(): Promise<number> {
    const count = async (party: (typeof PARTIES)[number], what: string) => {
      const client = new Client({ connectionString: exchange.local.databaseUrls(party).owner });
      await client.connect();
      const { rowCount } = await client.query(`SELECT 1 FROM ${what}`);
      await client.end();
      return rowCount ?? 0;
    };
    const open = [count('AR', `outbox WHERE state <> 'TAKEN'`), count('BR', `outbox WHERE state <> 'TAKEN'`)];
    const counts = await Promise.all([...open, count('BROKER', 'mailbox_statement')]);
    return counts.reduce((sum, each) => sum + each, 0);
  }

  function nameOf(party: (typeof PARTIES)[number]): string {
    return decodeURIComponent(new URL(exchange.local.databaseUrls(party).owner).pathname.slice(1));
  }
});

function asSuperuser(database: string): string {
  return Object.assign(new URL(testServerUrl()), { pathname: `/${database}` }).href;
}

/** As the owner of everything: no trigger, no foreign key stands in the way. */
async function damage(database: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: asSuperuser(database) });
  await client.connect();
  try {
    await client.query(`SET session_replication_role = 'replica'`); // foreign keys; the log's own triggers fire all the same
    const log = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^(audit|tlog)_'`,
    );
    for (const { name } of log.rows) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER ALL`);
    let changed: number | null = 0;
    for (const text of statements) changed = (await client.query(text)).rowCount;
    expect(changed).toBeGreaterThan(0);
  } finally {
    await client.end();
  }
}
