import { Client, escapeIdentifier, escapeLiteral } from 'pg';

export interface NewDatabase {
  /** Connection string of a superuser. */
  readonly adminUrl: string;
  readonly name: string;
  /** Owns the database and its tables; the migrate command alone connects as this role. */
  readonly ownerRole: string;
  readonly ownerPassword: string;
  /** What the app connects as. */
  readonly appRole: string;
  readonly appPassword: string;
  /** What the signer of the log connects as. */
  readonly logRole: string;
  readonly logPassword: string;
}

/**
 * The group role that migrations grant to (`GRANT SELECT, INSERT ON entry TO crex_app`); every application role is a
 * member, so migrations are plain SQL whatever the login role is called. It cannot log in and owns nothing.
 */
export const APPLICATION_GROUP = 'crex_app';
/** The same for the log's signer: only it may extend the tree over the log's entries. */
export const LOG_GROUP = 'crex_log';

// any fixed number: CREX's own lock for changes that concern the whole server
const SERVER_LOCK = 4_739_201;

/**
 * Makes a database with its three roles, or brings an existing one to this state (new passwords included). CONNECT is
 * revoked from PUBLIC here and on the server's own databases, so each role but the owner reaches this database alone.
 */
export async function createDatabase(wanted: NewDatabase): Promise<{ ownerUrl: string; url: string; logUrl: string }> {
  const client = new Client({ connectionString: wanted.adminUrl });
  await client.connect();
  try {
    // role and privilege changes touch rows that all databases share: one at a time
    await client.query('SELECT pg_advisory_lock($1)', [SERVER_LOCK]);
    for (const group of [APPLICATION_GROUP, LOG_GROUP]) {
      if (!(await exists(client, 'pg_roles', 'rolname', group))) await client.query(`CREATE ROLE ${group} NOLOGIN`);
    }
    await client.query('REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC');
    await createLogin(client, wanted.ownerRole, wanted.ownerPassword);
    await createLogin(client, wanted.appRole, wanted.appPassword);
    await createLogin(client, wanted.logRole, wanted.logPassword);

    const database = escapeIdentifier(wanted.name);
    const appRole = escapeIdentifier(wanted.appRole);
    const logRole = escapeIdentifier(wanted.logRole);
    if (!(await exists(client, 'pg_database', 'datname', wanted.name))) {
      // closed until CONNECT is revoked: a new database is open to PUBLIC
      await client.query(
        `CREATE DATABASE ${database} OWNER ${escapeIdentifier(wanted.ownerRole)} TEMPLATE template0 ALLOW_CONNECTIONS false`,
      );
    }
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${appRole}, ${logRole}`);
    await client.query(`GRANT ${APPLICATION_GROUP} TO ${appRole}`);
    await client.query(`GRANT ${LOG_GROUP} TO ${logRole}`);
    await client.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`);
  } finally {
    await client.end();
  }
  return {
    ownerUrl: urlOf(wanted, wanted.ownerRole, wanted.ownerPassword),
    url: urlOf(wanted, wanted.appRole, wanted.appPassword),
    logUrl: urlOf(wanted, wanted.logRole, wanted.logPassword),
  };
}

async function createLogin(client: Client, role: string, password: string): Promise<void> {
  const verb = (await exists(client, 'pg_roles', 'rolname', role)) ? 'ALTER' : 'CREATE';
  await client.query(
    `${verb} ROLE ${escapeIdentifier(role)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
     PASSWORD ${escapeLiteral(password)}`,
  );
}

async function exists(client: Client, catalogue: string, column: string, name: string): Promise<boolean> {
  const found = await client.query(`SELECT 1 FROM ${catalogue} WHERE ${column} = $1`, [name]);
  return found.rowCount === 1;
}

function urlOf(database: NewDatabase, role: string, password: string): string {
  const url = new URL(database.adminUrl);
  url.username = encodeURIComponent(role);
  url.password = encodeURIComponent(password);
  url.pathname = `/${encodeURIComponent(database.name)}`;
  return url.href;
}
