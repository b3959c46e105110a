import { createHash } from 'node:crypto';
import { createDatabase, migrate, openDatabase, type Migration } from '#libs/platform';

/** Owns every test database and the templates that they are copied from: a copy keeps the owner of what is in it. */
export const OWNER_ROLE = 'test_owner';

type Run = (text: string) => Promise<{ found: boolean }[]>;

// any fixed number: one process at a time makes a template
const TEMPLATE_LOCK = 4_739_290;

/**
 * Makes the database `name` as one that has these migrations, still closed, by copying the files of a template. The
 * first who asks for these migrations makes the template; it goes with the server.
 */
export async function copyMigrated(adminUrl: string, name: string, migrations: readonly Migration[]): Promise<void> {
  const template = `template_${digestOf(migrations)}`;
  await asAdmin(adminUrl, async (run) => {
    if (!(await exists(run, template))) await makeTemplate(adminUrl, run, template, migrations);
    // by default the copy goes through the log, which costs twice as much
    await run(
      `CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${OWNER_ROLE} STRATEGY FILE_COPY ALLOW_CONNECTIONS false`,
    );
  });
}

/** Runs statements on the server as its superuser, over one connection. */
export async function asAdmin(adminUrl: string, work: (run: Run) => Promise<void>): Promise<void> {
  const admin = await openDatabase({ url: adminUrl, entities: [], poolSize: 1, applicationName: 'test admin' });
  try {
    await work((text) => admin.query(text));
  } finally {
    await admin.destroy();
  }
}

/** Bears its name only when it is complete. */
async function makeTemplate(
  adminUrl: string,
  run: Run,
  template: string,
  migrations: readonly Migration[],
): Promise<void> {
  await run(`SELECT pg_advisory_lock(${TEMPLATE_LOCK})`);
  if (!(await exists(run, template))) {
    const name = `${template}_new`;
    await run(`DROP DATABASE IF EXISTS ${name}`);
    const roles = { ownerRole: OWNER_ROLE, appRole: 'test_template_app', logRole: 'test_template_log' };
    const password = passwordOf(adminUrl);
    const passwords = { ownerPassword: password, appPassword: password, logPassword: password };
    const { ownerUrl } = await createDatabase({ adminUrl, name, ...roles, ...passwords });
    await migrate(ownerUrl, migrations);
    await run(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await run(`ALTER DATABASE ${name} RENAME TO ${template}`);
  }
  await run(`SELECT pg_advisory_unlock(${TEMPLATE_LOCK})`);
}

/** Of the owner role, which all processes share: that of the server's superuser. */
export function passwordOf(adminUrl: string): string {
  return decodeURIComponent(new URL(adminUrl).password);
}

async function exists(run: Run, database: string): Promise<boolean> {
  const [row] = await run(`SELECT EXISTS (SELECT FROM pg_database WHERE datname = '${database}') AS found`);
  return row?.found === true;
}

function digestOf(migrations: readonly Migration[]): string {
  const texts = migrations.map(({ name, sql }) => [name, sql]).sort();
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
}
