import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  auditMigrations,
  localKek,
  openLog,
  type AuditLog,
  type AuditLogOptions,
  type LogEntry,
  type NewEntry,
} from '#libs/audit';
import { openDatabase, sqlOf, systemClock, type Sql } from '#libs/platform';
import { encryptKeyFile, generateEd25519KeyPair, metadataSigner, type KeyPair } from '#libs/pki';
import { createTestDatabase, testServerUrl, type TestDatabase } from '#libs/testing';
import type { SignerConfiguration } from './config.js';
import { logKey } from './log-key.js';
import { OpenEpoch, type OpenedEpoch } from './open-epoch.js';
import type { Round } from './sign-log.js';
import { openSigner, type Signer } from './signer.js';

export const origin = 'log.br.crex.example/audit/1';
const passphrase = 'a passphrase for tests';
/** Made once. */
let keyFile: Promise<{ pair: KeyPair; text: string }> | undefined;

/** A log's database, key and state folder, and what a party's programs do with them. */
export class SignerDatabase {
  private readonly backups: string[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly folder: string,
    readonly log: AuditLog,
    /** Those of the log's erasable parts. */
    readonly keys: Pick<AuditLogOptions, 'kek' | 'pseudonymKey'>,
    /** The log's key pair, which nobody but the signer has. */
    readonly pair: KeyPair,
  ) {}

  static async create(): Promise<SignerDatabase> {
    const { pair, text } = await (keyFile ??= makeKeyFile());
    const database = await createTestDatabase({ migrations: auditMigrations });
    const folder = await mkdtemp(join(tmpdir(), 'crex-signer-'));
    await mkdir(join(folder, 'keys'));
    await mkdir(join(folder, 'state'), { mode: 0o700 });
    await writeFile(join(folder, 'keys', 'log.jwe'), text);
    await writeFile(join(folder, 'passphrase'), passphrase);
    await writeFile(join(folder, 'log-url'), database.logUrl);
    const keys = { kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32) };
    const log = openLog({ origin, clock: systemClock, ...keys });
    await log.preparePeriodKeys(database.sql);
    return new SignerDatabase(database, folder, log, keys, pair);
  }

  get state(): string {
    return join(this.folder, 'state');
  }

  /** The environment of the signer as a process. */
  get environment(): Record<string, string> {
    return {
      ...{ CREX_ENV: 'test', CREX_MEMBER: 'BR', CREX_LOG_ORIGIN: origin, CREX_KEYS_FOLDER: this.folder },
      CREX_DATABASE_URL_FILE: join(this.folder, 'log-url'),
      CREX_KEYS_PASSPHRASE_FILE: join(this.folder, 'passphrase'),
      CREX_STATE_FOLDER: this.state,
    };
  }

  configuration(changed: Partial<SignerConfiguration> = {}): SignerConfiguration {
    return {
      ...{ env: 'test', member: 'BR', logLevel: 'silent', logOrigin: origin, passphrase, operationsPort: 0 },
      ...{ databaseUrl: this.database.logUrl, keysFolder: this.folder, stateFolder: this.state },
      ...changed,
    };
  }

  /** Opens the signer for the time of the work, as a process that starts and ends. */
  async withSigner<T>(work: (signer: Signer) => Promise<T>, changed: Partial<SignerConfiguration> = {}): Promise<T> {
    const signer = await openSigner(this.configuration(changed), {
      keyOf: (of) => logKey(of, metadataSigner(this.pair.privateKey)),
    });
    try {
      return await work(signer);
    } finally {
      await signer.close();
    }
  }

  /** One round of a signer that has just started. */
  round(changed: Partial<SignerConfiguration> = {}): Promise<Round> {
    return this.withSigner(({ signLog }) => signLog.run(), changed);
  }

  openEpoch(reason: string): Promise<OpenedEpoch> {
    return this.withSigner(({ database, folder, signLog, keyOf, clock }) =>
      new OpenEpoch(database, folder, signLog, keyOf, clock).run(reason),
    );
  }

  /** Appends so many entries in one transaction of the application. */
  append(count: number, make: () => NewEntry = taken): Promise<LogEntry[]> {
    return this.database.transaction((sql) => this.log.append(sql, Array.from({ length: count }, make)));
  }

  /** What an owner of the database does who wants to change the log: the guards do not stop them. */
  async meddle(...statements: readonly string[]): Promise<void> {
    const owner = await openDatabase({
      ...{ url: this.database.ownerUrl, entities: [], poolSize: 1, applicationName: 'meddling owner' },
    });
    try {
      await owner.transaction(async (tx) => {
        const sql = sqlOf(tx);
        const guards = await triggersOf(sql);
        for (const { name, on } of guards) await sql.query(`ALTER TABLE ${on} DISABLE TRIGGER ${name}`);
        for (const statement of statements) await sql.query(statement);
        for (const { name, on } of guards) await sql.query(`ALTER TABLE ${on} ENABLE ALWAYS TRIGGER ${name}`);
      });
    } finally {
      await owner.destroy();
    }
  }

  /** Ends all connections of a role, as a restart of the server does. */
  async endConnections(role: string): Promise<void> {
    await asAdmin((run) =>
      run(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '${role}'`),
    );
  }

  /** Keeps the database as it is now; `restore` puts a copy of that in the place of what it has become. */
  async backup(): Promise<{ restore(): Promise<void> }> {
    const name = this.database.ownerUrl.slice(this.database.ownerUrl.lastIndexOf('/') + 1);
    const owner = new URL(this.database.ownerUrl).username;
    const kept = `${name}_kept`;
    const copy = (from: string, to: string) =>
      `CREATE DATABASE ${to} TEMPLATE ${from} OWNER ${owner} STRATEGY FILE_COPY ALLOW_CONNECTIONS false`;
    this.backups.push(kept);
    await asAdmin(async (run) => {
      await endConnections(run, name);
      await run(copy(name, kept));
      await run(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    });
    const restore = () =>
      asAdmin(async (run) => {
        await run(`DROP DATABASE ${name} WITH (FORCE)`);
        await run(copy(kept, name));
        await run(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
        await run(`GRANT CONNECT ON DATABASE ${name} TO ${name}_app, ${name}_log`);
        await run(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
      });
    return { restore };
  }

  async close(): Promise<void> {
    for (const name of this.backups) await asAdmin((run) => run(`DROP DATABASE ${name}`));
    await this.database.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** An entry without parts. */
export function taken(): NewEntry {
  const digest = () => randomBytes(32).toString('base64url');
  const entry = { type: 'TAKEN', messageId: 'AR-BR-1-000000000007', by: 'BR' } as const;
  return { eventId: randomUUID(), entry: { ...entry, slipDigest: digest(), contentDigest: digest() } };
}

async function makeKeyFile(): Promise<{ pair: KeyPair; text: string }> {
  const pair = await generateEd25519KeyPair();
  return { pair, text: await encryptKeyFile(pair, { role: 'log', env: 'test', member: 'BR' }, passphrase) };
}

function triggersOf(sql: Sql): Promise<{ name: string; on: string }[]> {
  return sql.query('SELECT tgname AS name, tgrelid::regclass::text AS on FROM pg_trigger WHERE NOT tgisinternal');
}

async function asAdmin(work: (run: (text: string) => Promise<unknown>) => Promise<unknown>): Promise<void> {
  const admin = await openDatabase({ url: testServerUrl(), entities: [], poolSize: 1, applicationName: 'admin' });
  try {
    await work((text) => admin.query(text));
  } finally {
    await admin.destroy();
  }
}

/** A template must have nobody connected. */
async function endConnections(run: (text: string) => Promise<unknown>, name: string): Promise<void> {
  await run(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await run(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${name}'`);
}
