import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { CrexError } from '#libs/protocol';
import { APPLICATION_GROUP, LOG_GROUP } from './create-database.js';
import { columnTypes } from './column-types.js';
import type { Sql } from './sql.js';

/** One step of the schema, as text: applied once, never edited. Names sort by time or number: `audit-0001-create-log`. */
export interface Migration {
  readonly name: string;
  /** One or more statements, without BEGIN and COMMIT. Grants what the app needs to the role `crex_app`, and what the log's signer needs to `crex_log`. */
  readonly sql: string;
}

// any fixed number: two migrate commands on one database wait for each other
const MIGRATION_LOCK = 4_739_202;

/**
 * Applies, as the owner role and in order of name, each migration that `schema_migration` does not list, each in a
 * transaction of its own, and returns the names of those. Connects by itself; nothing is applied when one was edited.
 * @throws platform.migration-repeated, platform.migration-changed, platform.migration-failed,
 *   platform.application-group-missing
 */
export async function migrate(ownerUrl: string, migrations: readonly Migration[]): Promise<string[]> {
  const ordered = [...migrations].sort((a, b) => (a.name < b.name ? -1 : 1));
  checkNamesDiffer(ordered);
  const client = new Client({ connectionString: ownerUrl, application_name: 'crex-migrate', types: columnTypes });
  await client.connect();
  try {
    await checkGroupExists(client, APPLICATION_GROUP);
    await checkGroupExists(client, LOG_GROUP);
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(
      `CREATE TABLE IF NOT EXISTS schema_migration (
         name text PRIMARY KEY,
         sha256 text NOT NULL,
         applied_at timestamptz NOT NULL DEFAULT now())`,
    );
    const { rows } = await client.query<Applied>('SELECT name, sha256 FROM schema_migration');
    checkUnchanged(ordered, rows);
    const pending = ordered.filter((each) => !rows.some((row) => row.name === each.name));
    for (const migration of pending) await apply(client, migration);
    await client.query(`GRANT SELECT ON schema_migration TO ${APPLICATION_GROUP}, ${LOG_GROUP}`);
    return pending.map((each) => each.name);
  } finally {
    await client.end();
  }
}

/**
 * Refuses a database whose schema is behind this program, or of another history; an app runs it at start.
 * @throws platform.migration-missing, platform.migration-changed
 */
export async function checkMigrated(sql: Sql, migrations: readonly Migration[]): Promise<void> {
  const [table] = await sql.query<{ found: boolean }>(`SELECT to_regclass('schema_migration') IS NOT NULL AS found`);
  const rows = table?.found === true ? await sql.query<Applied>('SELECT name, sha256 FROM schema_migration') : [];
  checkUnchanged(migrations, rows);
  const missing = migrations.filter((each) => !rows.some((row) => row.name === each.name)).map((each) => each.name);
  if (missing.length > 0) {
    throw new CrexError('platform.migration-missing', `the database lacks ${missing.join(', ')}`, {
      nextStep: 'run the migrate command with the owner role, then start again',
    });
  }
}

interface Applied {
  readonly name: string;
  readonly sha256: string;
}

function checkNamesDiffer(ordered: readonly Migration[]): void {
  const repeated = ordered.find((each, index) => ordered[index + 1]?.name === each.name);
  if (repeated !== undefined) {
    throw new CrexError('platform.migration-repeated', `two migrations are called ${repeated.name}`, {
      nextStep: 'rename the newer one',
    });
  }
}

function checkUnchanged(migrations: readonly Migration[], applied: readonly Applied[]): void {
  const hashes = new Map(applied.map((row) => [row.name, row.sha256]));
  const changed = migrations.filter((each) => (hashes.get(each.name) ?? sha256(each.sql)) !== sha256(each.sql));
  if (changed.length > 0) {
    const names = changed.map((each) => each.name).join(', ');
    throw new CrexError('platform.migration-changed', `applied to this database in another wording: ${names}`, {
      nextStep: 'restore the applied text and write a new migration for the change',
    });
  }
}

async function checkGroupExists(client: Client, group: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [group]);
  if (found.rowCount !== 1) {
    throw new CrexError('platform.application-group-missing', `the server has no group role ${group}`, {
      nextStep: `as an administrator: CREATE ROLE ${group} NOLOGIN; GRANT ${group} TO <the login role of ${group === LOG_GROUP ? "the log's signer" : 'the application'}>`,
    });
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query('INSERT INTO schema_migration (name, sha256) VALUES ($1, $2)', [
      migration.name,
      sha256(migration.sql),
    ]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    const state = (cause as { code?: string }).code ?? 'no SQLSTATE';
    throw new CrexError('platform.migration-failed', `${migration.name} failed (${state})`, {
      nextStep: 'nothing of it was applied; correct the cause and run it again',
      cause,
    });
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
