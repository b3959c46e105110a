import assert from 'node:assert/strict';
import { randomBytes, X509Certificate } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request, type Dispatcher } from 'undici';
import type { Alliance, AllianceMember, AlliancePartner } from '#libs/ceremony';
import {
  createDelegatedTargets,
  createTargets,
  readFile,
  type DirectoryFiles,
  type MemberEntry,
  type PartnerEntry,
} from '#libs/directory';
import { fileSigner, metadataSigner, type CertifiedKey, type KeyPair } from '#libs/pki';
import { createLogger, openDatabase, sqlOf, systemClock, type Database, type Sql } from '#libs/platform';
import {
  BROKER,
  checkSignature,
  isPartnerId,
  readStatement,
  toBase64url,
  type CountryCode,
  type ListedId,
  type MemberId,
  type PartnerId,
  type RefusedItem,
} from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { wireBroker } from '../../apps/broker/src/broker.module.js';
import { readBrokerConfiguration } from '../../apps/broker/src/config.js';
import type { Alarmed } from '../../apps/broker/src/logs/shelf.js';
import type { BrokerKeys } from '../../apps/broker/src/keys.js';
import { brokerMigrations } from '../../apps/broker/src/migrations.js';
import { startBroker, type RunningBroker } from '../../apps/broker/src/start-broker.js';

/** A broker over real HTTPS and PostgreSQL for the specs, with one client for each member. */

/** The real time, and as much later as a test says: TLS looks at the real one. */
export class ShiftedClock {
  shiftMs = 0;
  nowMs(): number {
    return systemClock.nowMs() + this.shiftMs;
  }
}

/** An empty database with the broker's schema. */
export function newBrokerDatabase(): Promise<TestDatabase> {
  return createTestDatabase({ migrations: brokerMigrations });
}

export interface TestBrokerOptions {
  readonly alliance: Alliance;
  readonly databaseUrl: string;
  /** Settings by the name of their environment variable. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly clock?: ShiftedClock;
}

export class TestBroker implements AsyncDisposable {
  readonly log: string[] = [];
  /** What the parts without a server have found wrong with logs. */
  readonly alarms: string[] = [];
  private started: RunningBroker | undefined;
  private readonly clients: MemberClient[] = [];

  private constructor(
    readonly alliance: Alliance,
    readonly clock: ShiftedClock,
    private readonly settings: Readonly<Record<string, string>>,
    private readonly databaseUrl: string,
  ) {}

  static async start({ alliance, databaseUrl, settings = {}, clock = new ShiftedClock() }: TestBrokerOptions) {
    await using opening = new AsyncDisposableStack();
    const broker = opening.use(new TestBroker(alliance, clock, settings, databaseUrl));
    await broker.publish(alliance.files);
    await broker.restart();
    opening.move(); // from here on it is the suite's to close
    return broker;
  }

  get running(): RunningBroker {
    if (this.started === undefined) throw new TypeError('the broker is not running');
    return this.started;
  }

  /** Starts the process anew on the same database, as after a crash. */
  async restart(): Promise<void> {
    await this.started?.close();
    const logger = createLogger({ service: 'broker', destination: { write: (line) => this.log.push(line) } });
    this.started = await startBroker(this.config(), { clock: this.clock, logger, keys: keysOf(this.alliance) });
  }

  config() {
    const secrets = this.alliance.member(BROKER);
    const config = readBrokerConfiguration({
      ...{ CREX_ENV: this.alliance.env, CREX_PORT: '0', CREX_DIRECTORY_PERIOD: '100ms', CREX_EXPIRY_PERIOD: '50ms' },
      ...{ CREX_KEYS_FOLDER: '/nowhere', CREX_LOG_ORIGIN: 'log.broker.crex.example/audit/1' },
      ...Object.fromEntries(
        ['DATABASE_URL', 'KEYS_PASSPHRASE', 'AUDIT_KEK', 'AUDIT_PSEUDONYM_KEY'].map((name) => [
          `CREX_${name}_FILE`,
          import.meta.filename,
        ]),
      ),
      ...this.settings,
    });
    return {
      ...config,
      databaseUrl: this.databaseUrl,
      auditKek: toBase64url(secrets.auditKek),
      auditPseudonymKey: toBase64url(secrets.auditPseudonym),
    };
  }

  /** As the command `publish-directory` does. */
  async publish(files: DirectoryFiles): Promise<void> {
    await this.onDatabase(async (database) => {
      await this.parts(database).publishDirectory.run(files, undefined);
    });
  }

  async onDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const url = this.databaseUrl;
    const database = await openDatabase({ url, entities: [], poolSize: 2, applicationName: 'test' });
    try {
      return await work(database);
    } finally {
      await database.destroy();
    }
  }

  /** The broker's parts on a database of the test's choice, without a server. */
  parts(database: Database) {
    return this.partsWith(database);
  }

  /** As {@link parts}, with one more certificate of a key in use. */
  partsWith(database: Database, ...more: BrokerKeys['certificates']) {
    const config = this.config();
    const own = keysOf(this.alliance);
    const keys = { ...own, certificates: [...own.certificates, ...more] };
    const ignore = () => undefined;
    const alarmed: Alarmed = (alarm, { origin }) => this.alarms.push(`${alarm} ${origin}`);
    const heard = { directoryChanged: ignore, counted: ignore, alarmed };
    return wireBroker({ config, clock: this.clock, database, keys, ...heard });
  }

  /** Changes the offices' member list, signed by them and published by the broker's own command. */
  async govern(
    change: Partial<Record<MemberId, Partial<MemberEntry>>>,
    ofPartners: Readonly<Record<PartnerId, Partial<PartnerEntry>>> = {},
  ): Promise<void> {
    const { alliance } = this;
    const entryOf = (id: MemberId) => ({ ...alliance.entry(id), ...change[id] });
    const delegation = ({ privateKey }: KeyPair) => ({ keys: [metadataSigner(privateKey)], threshold: 1 });
    const ids = alliance.members.map(({ id }) => id);
    const partners = alliance.partners.map(({ id }) => [id, { ...alliance.partnerEntry(id), ...ofPartners[id] }]);
    const files = await createTargets({
      version: (await this.publishedVersion('targets')) + 1,
      expires: Math.floor(this.clock.nowMs() / 1000) + 30 * 86_400,
      signers: Object.values(alliance.offices).map(({ targets }) => metadataSigner(targets.privateKey)),
      members: {
        ...{ v: 1, env: alliance.env, members: Object.fromEntries(ids.map((id) => [id, entryOf(id)])) },
        ...(partners.length === 0 ? {} : { partners: Object.fromEntries(partners) as Record<PartnerId, PartnerEntry> }),
      },
      delegations: Object.fromEntries(
        [...alliance.members, ...alliance.partners].map(({ id, keys }) => [
          id,
          { offline: delegation(keys['directory-offline']), online: delegation(keys['directory-online']) },
        ]),
      ),
    });
    await this.publish(files);
    await this.looked();
  }

  /** The next version of a member's online part, as its node signs it; `life` in seconds. */
  async onlinePart(
    { keys, online }: Pick<AllianceMember | AlliancePartner, 'keys' | 'online'>,
    life = 47 * 3600,
    skip = 0,
  ) {
    const files = await createDelegatedTargets({
      ...{ part: 'online', env: this.alliance.env, content: online },
      version: (await this.publishedVersion(`${online.member}-online`)) + 1 + skip,
      expires: Math.floor(this.clock.nowMs() / 1000) + life,
      signers: [metadataSigner(keys['directory-online'].privateKey)],
    });
    const [metadata, target] = [...files.values()].map((bytes) => Buffer.from(bytes).toString('base64'));
    return { metadata, target };
  }

  /** The published version of a role of the directory: `targets`, `AR-online`, `snapshot`. */
  async publishedVersion(role: string): Promise<number> {
    return this.onDatabase(async (database) => {
      const read = async (path: string) => {
        const bytes = await readFile(sqlOf(database.manager), path);
        const json = Buffer.from(bytes ?? []).toString();
        return (JSON.parse(json) as { signed: { version: number; meta: Record<string, { version: number }> } }).signed;
      };
      const timestamp = await read('timestamp.json');
      if (role === 'timestamp') return timestamp.version;
      const snapshot = timestamp.meta['snapshot.json']?.version ?? 0;
      return role === 'snapshot'
        ? snapshot
        : ((await read(`${snapshot}.snapshot.json`)).meta[`${role}.json`]?.version ?? 0);
    });
  }

  /** Waits until the broker's own view is the published one. */
  async looked(): Promise<void> {
    const version = await this.publishedVersion('snapshot');
    await until(async () => (await this.metric('crex_broker_directory_version')) >= version);
  }

  async metric(name: string): Promise<number> {
    const { body } = await request(`http://127.0.0.1:${this.running.operationsPort}/metrics`);
    const line = (await body.text())
      .split('\n')
      .find((each) => each.startsWith(`${name} `) || each.startsWith(`${name}{`));
    return Number(line?.split(' ').at(-1) ?? NaN);
  }

  async ready(): Promise<{ status: number; checks: Record<string, string> }> {
    const { statusCode, body } = await request(`http://127.0.0.1:${this.running.operationsPort}/health/ready`);
    return { status: statusCode, checks: ((await body.json()) as { checks: Record<string, string> }).checks };
  }

  /** Reads a statement of the broker to this member and verifies its signature. */
  async verified<K extends 'stored' | 'refused' | 'expired'>(kind: K, token: string, to: CountryCode | PartnerId) {
    const statement = readStatement(kind, token);
    await checkSignature(statement, this.alliance.member(BROKER).keys.signing.publicKey);
    const { by, to: addressee, env, v } = statement.payload;
    assert.deepEqual({ by, addressee, env, v }, { by: BROKER, addressee: to, env: 'test', v: 1 });
    assert.equal(statement.certificate, this.alliance.member(BROKER).signer.certificate);
    return statement.payload;
  }

  /** The one code of a call that was refused as a whole, verified. */
  async codeOf(answer: Answer, to: CountryCode | PartnerId): Promise<string> {
    const { stored, refused } = JSON.parse(answer.body.toString()) as { stored: string[]; refused: string[] };
    assert.deepEqual([stored, refused.length], [[], 1]);
    const { items } = await this.verified('refused', refused[0] ?? '', to);
    assert.deepEqual(items, [{ code: items[0]?.code }]);
    return items[0]?.code ?? '';
  }

  client(member: CountryCode | PartnerId, tls: CertifiedKey = this.keysOf(member).tls): MemberClient {
    const client = new MemberClient(this, member, tls);
    this.clients.push(client);
    return client;
  }

  private keysOf(id: ListedId): { readonly tls: CertifiedKey } {
    return (isPartnerId(id) ? this.alliance.partner(id) : this.alliance.member(id)).keys;
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close()));
    await this.started?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function keysOf(alliance: Alliance): BrokerKeys {
  const { keys, signer } = alliance.member(BROKER);
  const { snapshot, timestamp } = alliance.publisher;
  return {
    signer,
    publisher: {
      snapshot: metadataSigner(snapshot.privateKey),
      timestamp: metadataSigner(timestamp.privateKey),
      ownPart: metadataSigner(keys['directory-online'].privateKey),
    },
    witness: alliance.member(BROKER).witnessSigner,
    tls: { key: pemKey(keys.tls), certificate: pem(keys.tls.certificate) },
    certificates: (['tls', 'signing'] as const).map((role) => ({ role, der: keys[role].certificate })),
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A member's connection, without any of the courier's cleverness. */
export class MemberClient {
  private agent: Agent | undefined;

  constructor(
    private readonly broker: TestBroker,
    readonly id: CountryCode | PartnerId,
    private readonly tls: CertifiedKey,
  ) {}

  async call(method: Dispatcher.HttpMethod, path: string, options: CallOptions = {}): Promise<Answer> {
    this.agent ??= new Agent({
      connect: {
        ...{ key: pemKey(this.tls), cert: pem(this.tls.certificate), minVersion: 'TLSv1.3' },
        ca: pem(this.broker.alliance.member(BROKER).keys.ca.certificate),
      },
    });
    const { statusCode, headers, body } = await request(new URL(path, this.broker.running.url), {
      ...{ method, dispatcher: this.agent, body: options.body ?? null },
      headers: options.type === undefined ? {} : { 'content-type': options.type },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return { status: statusCode, headers, body: Buffer.from(await body.arrayBuffer()) };
  }

  put(...lines: readonly (Uint8Array | string)[]): Promise<Answer> {
    const body = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
    return this.call('POST', '/v1/messages', { body, type: 'application/crex-messages+jsonl' });
  }

  /** What a put was answered: receipts, and the items of the refusals. */
  async putRead(...lines: readonly (Uint8Array | string)[]): Promise<{ stored: string[]; refused: RefusedItem[] }> {
    const answer = await this.put(...lines);
    const { stored, refused } = JSON.parse(answer.body.toString()) as { stored: string[]; refused: string[] };
    return { stored, refused: refused.flatMap((token) => [...readStatement('refused', token).payload.items]) };
  }

  async fetch({ wait = 0, max = 64 } = {}): Promise<{ lines: Buffer[]; statements: string[] }> {
    const { status, body } = await this.call('GET', `/v1/mailbox?wait=${wait}&max=${max}`);
    if (status !== 200) throw new TypeError(`the fetch was answered with ${status}`);
    const all = body.length === 0 ? [] : body.subarray(0, -1).toString('latin1').split('\n');
    return {
      lines: all.filter((line) => !line.startsWith('{"statement"')).map((line) => Buffer.from(line, 'latin1')),
      statements: all
        .filter((line) => line.startsWith('{"statement"'))
        .map((line) => (JSON.parse(line) as { statement: string }).statement),
    };
  }

  take(taken: readonly string[], statements: readonly string[] = []): Promise<Answer> {
    return this.json('/v1/mailbox/taken', { taken, statements });
  }

  json(path: string, value: unknown): Promise<Answer> {
    return this.call('POST', path, { body: Buffer.from(JSON.stringify(value)), type: 'application/json' });
  }

  async close(): Promise<void> {
    await this.agent?.destroy();
  }
}

interface CallOptions {
  readonly body?: Buffer;
  readonly type?: string;
  readonly signal?: AbortSignal;
}

/** Waits for something that happens soon, whatever the machine is busy with. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await sleep(20);
}

/** The rows of every table that a message could leave a trace in; the log's too. */
export async function countRows(sql: Sql): Promise<Record<string, number>> {
  const [row] = await sql.query<Record<string, number>>(
    `SELECT (SELECT count(*) FROM mailbox_message) AS messages, (SELECT count(*) FROM mailbox_receipt) AS receipts,
       (SELECT count(*) FROM mailbox_statement) AS statements, (SELECT count(*) FROM mailbox_pair) AS pairs,
       (SELECT count(*) FROM mailbox_message WHERE line IS NOT NULL) AS held,
       (SELECT count(*) FROM audit_entry WHERE convert_from(leaf, 'UTF8')::jsonb ->> 'type' = 'RELAYED') AS relayed`,
  );
  return row ?? {};
}

export function pem(der: Uint8Array): string {
  return new X509Certificate(der).toString();
}

function pemKey({ privateKey }: CertifiedKey): string {
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

export function signerOf({ privateKey, certificate }: CertifiedKey) {
  return fileSigner(privateKey, certificate);
}

export const random32 = () => toBase64url(randomBytes(32));
