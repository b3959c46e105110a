import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { auditMigrations, formatVerifierKey, localKek, openLog, type AuditLog, type NewEntry } from '#libs/audit';
import {
  createDatabase,
  inTransaction,
  migrate,
  openDatabase,
  sqlOf,
  systemClock,
  type Database,
  type Sql,
} from '#libs/platform';
import { encryptKeyFile, generateEd25519KeyPair, metadataSigner, type KeyPair } from '#libs/pki';
import { inherited, RunningProcess } from '../../apps/demo/src/child-process.js';

export const ORIGIN = 'log.br.crex.example/audit/1';

const SIGNER = 'dist/apps/log-signer/src/main.js';
const SIGNER_ADMIN = 'dist/apps/log-signer/src/admin.js';
const NODE_OPTIONS = ['--disable-warning=ExperimentalWarning'];
/** Entries in one transaction of `fill`. */
const FILLED_AT_ONCE = 1000;
const INTEGRATED_WITHIN_MS = 120_000;

const run = promisify(execFile);

/** One disclosure log by itself, on a server of PostgreSQL that is given: its database, its keys, and its signer. */
export class OwnLog implements AsyncDisposable {
  private constructor(
    readonly urls: Awaited<ReturnType<typeof createDatabase>>,
    /** Keys, passphrase and state of the signer, and what it logs. */
    readonly folder: string,
    readonly log: AuditLog,
    /** The log's key pair, which nobody but the signer has. */
    readonly pair: KeyPair,
    /** As the application's role. */
    readonly database: Database,
    private readonly opened: AsyncDisposableStack,
  ) {}

  /** @param poolSize connections of the application */
  static async create(adminUrl: string, poolSize = 4): Promise<OwnLog> {
    await using opening = new AsyncDisposableStack();
    const name = `log_${randomBytes(6).toString('hex')}`;
    opening.defer(() => dropDatabase(adminUrl, name));
    const urls = await createDatabase({
      ...{ adminUrl, name, ownerRole: `${name}_owner`, appRole: `${name}_app`, logRole: `${name}_log` },
      ...{ ownerPassword: password(), appPassword: password(), logPassword: password() },
    });
    await migrate(urls.ownerUrl, auditMigrations);
    const folder = await mkdtemp(join(tmpdir(), 'crex-log-'));
    opening.defer(() => rm(folder, { recursive: true, force: true }));
    const pair = await writeKeys(folder);
    await writeFile(join(folder, 'log-url'), urls.logUrl);
    const database = await openDatabase({ url: urls.url, entities: [], poolSize, applicationName: name });
    opening.defer(() => (database.isInitialized ? database.destroy() : Promise.resolve()));
    const log = await openOwnLog(folder, sqlOf(database.manager));
    return new OwnLog(urls, folder, log, pair, database, opening.move());
  }

  /** As the directory lists it. */
  get vkey(): string {
    return formatVerifierKey(ORIGIN, 'log', metadataSigner(this.pair.privateKey).publicKey);
  }

  /** As the application's role; each query stands alone. */
  get sql(): Sql {
    return sqlOf(this.database.manager);
  }

  /** Starts the signer as a process; with a new log its first start opens the epoch. */
  startSigner(): Promise<RunningProcess> {
    const [env, logFile] = [this.environment, join(this.folder, 'signer.log')];
    return RunningProcess.start({ name: 'log signer', entry: SIGNER, env, logFile });
  }

  /** Runs a command of the signer's admin entry as an operator does. */
  async admin(...args: readonly string[]): Promise<unknown> {
    const { stdout } = await run(process.execPath, [...NODE_OPTIONS, SIGNER_ADMIN, ...args], {
      env: { ...inherited(), ...this.environment },
    });
    return JSON.parse(stdout) as unknown;
  }

  /** Appends so many entries without parts, a thousand in each transaction. */
  async fill(count: number): Promise<void> {
    for (let left = count; left > 0; left -= FILLED_AT_ONCE) {
      const entries = Array.from({ length: Math.min(left, FILLED_AT_ONCE) }, () => bareEntry());
      await inTransaction(this.database, (tx) => this.log.append(sqlOf(tx), entries));
    }
  }

  /** Waits until every entry has its place in a tree that is signed. @returns its size */
  async signed(): Promise<number> {
    const deadline = performance.now() + INTEGRATED_WITHIN_MS;
    while (performance.now() < deadline) {
      const [row] = await this.sql.query<{ entries: number; signed: number | null; pending: boolean }>(
        `SELECT (SELECT count(*) FROM tlog_leaf) AS entries, (SELECT max(size) FROM tlog_checkpoint) AS signed,
                EXISTS (SELECT FROM audit_pending) AS pending`,
      );
      if (row?.pending === false && row.entries === row.signed && row.entries > 0) return row.entries;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the signer does not keep up');
  }

  close(): Promise<void> {
    return this.opened.disposeAsync();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** The settings of the signer. */
  get environment(): Record<string, string> {
    return {
      ...{ CREX_ENV: 'test', CREX_MEMBER: 'BR', CREX_LOG_ORIGIN: ORIGIN, CREX_KEYS_FOLDER: this.folder },
      CREX_DATABASE_URL_FILE: join(this.folder, 'log-url'),
      CREX_KEYS_PASSPHRASE_FILE: join(this.folder, 'passphrase'),
      CREX_STATE_FOLDER: join(this.folder, 'state'),
    };
  }
}

/** The key file of the signer, and the secrets of the log. */
async function writeKeys(folder: string): Promise<KeyPair> {
  const pair = await generateEd25519KeyPair();
  const passphrase = password();
  const keyFile = await encryptKeyFile(pair, { role: 'log', env: 'test', member: 'BR' }, passphrase);
  await mkdir(join(folder, 'keys'));
  await mkdir(join(folder, 'state'), { mode: 0o700 });
  await writeFile(join(folder, 'keys', 'log.jwe'), keyFile);
  await writeFile(join(folder, 'passphrase'), passphrase);
  await writeFile(join(folder, 'secrets'), `${randomBytes(32).toString('hex')} ${randomBytes(32).toString('hex')}`);
  return pair;
}

async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  const admin = await openDatabase({ url: adminUrl, entities: [], poolSize: 1, applicationName: 'drop' });
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.query(`DROP ROLE IF EXISTS ${name}_owner, ${name}_app, ${name}_log`);
  await admin.destroy();
}

/** The log whose secrets lie in the folder, with the keys of this month made; in whatever process. */
export async function openOwnLog(folder: string, sql: Sql): Promise<AuditLog> {
  const [kek = '', pseudonymKey = ''] = (await readFile(join(folder, 'secrets'), 'utf8')).split(' ');
  const keys = { kek: localKek(Buffer.from(kek, 'hex')), pseudonymKey: Buffer.from(pseudonymKey, 'hex') };
  const log = openLog({ origin: ORIGIN, clock: systemClock, ...keys });
  await log.preparePeriodKeys(sql);
  return log;
}

/** An entry without parts, as a courier writes it. */
export function bareEntry(eventId: string = randomUUID()): NewEntry {
  const entry = { type: 'TAKEN', messageId: 'AR-BR-1-000000000007', by: 'BR' } as const;
  return { eventId, entry: { ...entry, slipDigest: digest(), contentDigest: digest() } };
}

/** The entry of an answer with records: three parts, found by two references. */
export function disclosureEntry(eventId: string = randomUUID()): NewEntry {
  const person = randomBytes(4).readUInt32BE();
  return {
    eventId,
    entry: {
      ...{ type: 'DISCLOSURE', from: 'BR', to: 'AR', purpose: 'C1', legalBasis: 'NASSAU-1992', outcome: 'RECORDS' },
      ...{ requestDigest: digest(), bodyDigest: digest(), policyDigest: digest() },
    },
    subject: { subject: { names: [{ full: 'Juan Ejemplo Muñoz' }], birthDate: '1984-02-29' } },
    actor: { country: 'AR', authority: 'Fiscalía Federal N.º 3', official: 'AR-PRO-01' },
    detail: { caseReference: `IPP-2026-${person}`, urgency: 'ROUTINE', records: ['BR-1', 'BR-2'], fields: ['offence'] },
    findBy: { subject: [`number:AR:AR_DNI:${person}`, `name:persona ${person}:1984-02-29`] },
  };
}

function digest(): string {
  return randomBytes(32).toString('base64url');
}

function password(): string {
  return randomBytes(12).toString('hex');
}
