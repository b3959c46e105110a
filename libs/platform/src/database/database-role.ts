import { CrexError, type Environment } from '#libs/protocol';
import { APPLICATION_GROUP, LOG_GROUP } from './create-database.js';
import type { Sql } from './sql.js';

/** Whose rights a program works with: those of the application, or those of the log's signer. */
export type RoleGroup = typeof APPLICATION_GROUP | typeof LOG_GROUP;

/**
 * Refuses to work as a database role that could do more than its program needs, or on a server that may forget what
 * it confirmed. An app calls it at start: the promises on the log hold only while the app cannot rewrite tables, and
 * while what writes entries and what extends the tree are two roles.
 * @throws platform.database-role-too-powerful, platform.database-role-owns-tables, platform.database-role-reaches-others,
 *   platform.database-settings (isolation; in production also durability)
 */
export async function checkDatabaseRole(
  sql: Sql,
  environment: Environment,
  group: RoleGroup = APPLICATION_GROUP,
): Promise<void> {
  await checkHasNoPower(sql);
  await checkInNoOtherGroup(sql, group);
  await checkOwnsNothing(sql);
  await checkReachesOneDatabase(sql);
  await checkIsolation(sql);
  if (environment === 'production') await checkDurability(sql);
}

/** Its own attributes, those of every role it can become, and the server's predefined roles (`pg_read_all_data`, ...). */
async function checkHasNoPower(sql: Sql): Promise<void> {
  const found = await sql.query<{ role: string }>(
    `SELECT rolname AS role FROM pg_roles
     WHERE pg_has_role(session_user, oid, 'MEMBER')
       AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls
            OR (rolname LIKE 'pg\\_%' AND rolname <> 'pg_database_owner'))`,
  );
  if (found.length > 0) {
    throw new CrexError(
      'platform.database-role-too-powerful',
      `the program's role has, or can take, the powers of: ${found.map((row) => row.role).join(', ')}`,
      { nextStep: 'use a plain login role that is only a member of crex_app (of crex_log, for the signer of the log)' },
    );
  }
}

async function checkInNoOtherGroup(sql: Sql, group: RoleGroup): Promise<void> {
  const other = group === LOG_GROUP ? APPLICATION_GROUP : LOG_GROUP;
  const found = await sql.query(
    `SELECT 1 FROM pg_roles WHERE rolname = $1 AND pg_has_role(session_user, oid, 'MEMBER')`,
    [other],
  );
  if (found.length > 0) {
    throw new CrexError('platform.database-role-too-powerful', `the program's role is a member of ${other}`, {
      nextStep: `use a login role that is only a member of ${group}`,
    });
  }
}

async function checkOwnsNothing(sql: Sql): Promise<void> {
  const found = await sql.query<{ thing: string }>(
    `SELECT 'table or view ' || c.relname AS thing FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname !~ '^(pg_|information_schema$)' AND pg_has_role(session_user, c.relowner, 'MEMBER')
     UNION ALL
     SELECT 'function ' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE n.nspname !~ '^(pg_|information_schema$)' AND pg_has_role(session_user, p.proowner, 'MEMBER')
     UNION ALL
     SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname <> 'public' AND pg_has_role(session_user, nspowner, 'MEMBER')
     UNION ALL
     SELECT 'database ' || datname FROM pg_database WHERE pg_has_role(session_user, datdba, 'MEMBER')
     LIMIT 5`,
  );
  if (found.length > 0) {
    throw new CrexError(
      'platform.database-role-owns-tables',
      `the program's role owns: ${found.map((row) => row.thing).join(', ')}`,
      { nextStep: 'let a separate owner role run the migrations (DATABASE_OWNER_URL) and own everything' },
    );
  }
}

async function checkReachesOneDatabase(sql: Sql): Promise<void> {
  const found = await sql.query<{ datname: string }>(
    `SELECT datname FROM pg_database
     WHERE datallowconn AND datname <> current_database() AND has_database_privilege(session_user, oid, 'CONNECT')`,
  );
  if (found.length > 0) {
    throw new CrexError(
      'platform.database-role-reaches-others',
      `the program's role can connect to ${found.length} other database(s)`,
      { nextStep: 'REVOKE CONNECT ON DATABASE ... FROM PUBLIC on every other database of this server' },
    );
  }
}

/** Transactions begin without naming their isolation, which saves each a round trip. */
async function checkIsolation(sql: Sql): Promise<void> {
  const [found] = await sql.query<{ setting: string }>(
    `SELECT current_setting('default_transaction_isolation') AS setting`,
  );
  if (found?.setting !== 'read committed') {
    throw new CrexError(
      'platform.database-settings',
      `default_transaction_isolation is ${found?.setting ?? 'unknown'}`,
      {
        nextStep: "set it to 'read committed' for the application's role and its database",
      },
    );
  }
}

/** A commit that the server confirmed must survive its crash: promises 2 and 4 rest on it. */
async function checkDurability(sql: Sql): Promise<void> {
  const off = await sql.query<{ name: string }>(
    `SELECT name FROM pg_settings
     WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off' ORDER BY name`,
  );
  if (off.length > 0) {
    throw new CrexError('platform.database-settings', `off on this server: ${off.map((row) => row.name).join(', ')}`, {
      nextStep: 'switch them on in postgresql.conf, for the role and for the database',
    });
  }
}
